package dev.stillframe.builder;

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

/** The function that a schedule calls once a minute: it sends the scopes that are due or have news to the queue, and tidies up. */
public final class ScheduleFunction implements RequestStreamHandler {
    private final ScheduledRound round;

    /** As the environment says. */
    public ScheduleFunction() {
        this(FunctionSettings.of(System.getenv()), Clock.systemUTC(), System.out::println);
    }

    /**
     * The function with another clock.
     *
     * @param out takes lines for the log
     */
    public ScheduleFunction(FunctionSettings settings, InstantSource clock, Consumer<String> out) {
        this(settings.open(any -> Pages.NONE, clock), out);
    }

    /**
     * The function of an open deployment.
     *
     * @param out takes lines for the log
     */
    public ScheduleFunction(AwsEdition edition, Consumer<String> out) {
        this.round = new BuilderParts(edition, out).round();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        answer.write(("{\"sent\":" + round.run() + "}").getBytes(StandardCharsets.UTF_8));
    }
}
