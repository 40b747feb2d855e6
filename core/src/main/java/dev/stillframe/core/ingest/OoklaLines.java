package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the Ookla CLI prints with {@code --format=json}, a result or a line of its log in each line. */
final class OoklaLines implements Format {
    private static final Reading NO_RESULT = new Reading.Unreadable("no result in JSON as the Ookla CLI prints it");

    private final JsonSamples samples;

    OoklaLines(Metrics metrics) {
        samples = new JsonSamples(metrics);
    }

    @Override
    public @Nullable LineParser open(FirstLines lines, ImportSettings settings, Stamp stamps) {
        Parser parser = new Parser(settings.host());
        return lines.lines().stream().anyMatch(line -> parser.read(line, 0, line.length) instanceof Reading.Found)
                ? parser
                : null;
    }

    private final class Parser implements LineParser {
        private final @Nullable String host;

        Parser(@Nullable String host) {
            this.host = host;
        }

        @Override
        public Reading read(byte[] line, int from, int to) {
            if (line[from] != '{' && line[from] != ' ') {
                return NO_RESULT;
            }
            List<JsonSamples.Item> items;
            try {
                items = samples.read(Arrays.copyOfRange(line, from, to), 1);
            } catch (IllegalArgumentException e) {
                return NO_RESULT;
            }
            return switch (items.getFirst()) {
                case JsonSamples.Item.Unfit unfit -> new Reading.Foreign(unfit.reason());
                case JsonSamples.Item.Found found ->
                    found.printed() == null
                            ? NO_RESULT
                            : new Reading.Found(found.sample().orOf(host));
            };
        }

        @Override
        public boolean namesHosts() {
            return false;
        }
    }
}
