package dev.stillframe.builder;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.web.DeploymentPages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The function that the queue calls: it builds one scope for each message. */
public final class BuildFunction implements RequestStreamHandler {
    /** What is left of its time when it begins no further build, in milliseconds: more than an ordinary one takes. */
    private static final int ENOUGH_MILLIS = 30_000;

    private final QueuedBuilds builds;

    /** As the environment says. Refuses stores that cannot keep what is promised. */
    public BuildFunction() {
        this(FunctionSettings.of(System.getenv()), Clock.systemUTC(), System.out::println);
    }

    /**
     * The function with another clock.
     *
     * @param out takes lines for the log
     */
    public BuildFunction(FunctionSettings settings, InstantSource clock, Consumer<String> out) {
        this(settings.open(DeploymentPages::of, clock), out);
    }

    /**
     * The function of an open deployment.
     *
     * @param out takes lines for the log
     */
    public BuildFunction(AwsEdition edition, Consumer<String> out) {
        this.builds = new BuilderParts(edition, out).builds();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        List<String> failed = new ArrayList<>();
        for (Messages.Message message : Messages.read(event)) {
            // In a FIFO queue what comes after one that failed must not be done before it.
            if (!failed.isEmpty() || context.getRemainingTimeInMillis() < ENOUGH_MILLIS || !builds.isDone(message)) {
                failed.add(message.id());
            }
        }
        Messages.write(failed, answer);
    }
}
