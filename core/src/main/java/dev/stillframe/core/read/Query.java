package dev.stillframe.core.read;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows the question mark of a request: read strictly, so that a misspelt parameter is never passed over. */
public sealed interface Query {
    /** Parameters by name, decoded; each was allowed and stood once. */
    record Parameters(Map<String, String> values) implements Query {
        /** Copies the map. */
        public Parameters {
            values = Map.copyOf(values);
        }

        /** The value of a parameter. */
        public Optional<String> get(String name) {
            return Optional.ofNullable(values.get(name));
        }
    }

    /** The query is not allowed; says why, in a sentence for the client. */
    record Refused(String detail) implements Query {}

    /**
     * Reads a query.
     *
     * @param raw as sent, null where there is none
     * @param allowed names of the parameters that may stand
     */
    static Query parse(@Nullable String raw, Set<String> allowed) {
        if (raw == null || raw.isEmpty()) {
            return new Parameters(Map.of());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : raw.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name;
            String value;
            try {
                name = URLDecoder.decode(equals < 0 ? part : part.substring(0, equals), StandardCharsets.UTF_8);
                value = equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return new Refused("The query is not percent-encoded correctly.");
            }
            if (!allowed.contains(name)) {
                return new Refused("There is no parameter '" + shown(name) + "' here.");
            }
            if (values.put(name, value) != null) {
                return new Refused("The parameter '" + name + "' stands twice.");
            }
        }
        return new Parameters(values);
    }

    private static String shown(String name) {
        String clean = name.replaceAll("\\p{C}", "?");
        return clean.length() <= 40 ? clean : clean.substring(0, 40) + "…";
    }
}
