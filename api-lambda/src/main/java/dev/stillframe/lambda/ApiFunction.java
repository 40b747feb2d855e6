package dev.stillframe.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.core.publish.Pages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The function behind an HTTP API: the API of the core, and the public files for where no CDN is in front. */
public final class ApiFunction implements RequestStreamHandler {
    /** An event with this field is answered at once: it keeps an instance from being taken away. */
    static final String WARM = "stillframe-warm";

    private final Exchange exchange;

    /** As the environment says. */
    public ApiFunction() {
        this(FunctionSettings.of(System.getenv()), Clock.systemUTC(), System.out::println);
    }

    /**
     * The function with another clock.
     *
     * @param out takes lines for the log
     */
    public ApiFunction(FunctionSettings settings, InstantSource clock, Consumer<String> out) {
        this(settings.open(any -> Pages.NONE, clock), out);
    }

    /**
     * The function of an open deployment.
     *
     * @param out takes lines for the log
     */
    public ApiFunction(AwsEdition edition, Consumer<String> out) {
        this.exchange = FunctionParts.exchange(edition, out);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = JsonMapper.shared().readTree(input);
        if (event.has(WARM)) {
            output.write("{\"warm\":true}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        exchange.answer(event, output);
    }
}
