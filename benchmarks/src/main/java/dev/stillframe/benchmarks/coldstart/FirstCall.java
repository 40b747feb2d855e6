package dev.stillframe.benchmarks.coldstart;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process of one cold start: makes a function and hands it one event, as the service does, and says when it has. It is on a
 * class path without the rest of the benchmarks.
 */
public final class FirstCall implements Context {
    /** What lines begin with that are for the measuring process. The function writes others. */
    static final String MARK = "@ ";

    private static final int MINUTE_MILLIS = 60_000;
    private static final int MEGABYTES = 1024;

    private FirstCall() {}

    /**
     * Arguments: the function's class, its event, and the jar of the function where a class loader of its own is to load it. Ends
     * when there is something to read, or nothing any more.
     */
    public static void main(String[] args) throws Exception {
        say("started");
        ClassLoader loader = args.length == 2 ? FirstCall.class.getClassLoader() : own(Path.of(args[2]));
        Thread.currentThread().setContextClassLoader(loader);
        RequestStreamHandler function = Class.forName(args[0], true, loader)
                .asSubclass(RequestStreamHandler.class)
                .getConstructor()
                .newInstance();
        say("made");
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(args[1].getBytes(StandardCharsets.UTF_8)), answer, new FirstCall());
        say("answered " + answer.toString(StandardCharsets.UTF_8).replace('\n', ' '));
        int asked = System.in.read();
        System.exit(asked > 0 ? 1 : 0);
    }

    private static ClassLoader own(Path jar) throws Exception {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, FirstCall.class.getClassLoader());
    }

    private static void say(String what) {
        System.out.println(MARK + what);
    }

    @Override
    public String getAwsRequestId() {
        return "request";
    }

    @Override
    public String getLogGroupName() {
        return "group";
    }

    @Override
    public String getLogStreamName() {
        return "stream";
    }

    @Override
    public String getFunctionName() {
        return "function";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("no identity is known here");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("no client is known here");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return MINUTE_MILLIS;
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEGABYTES;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("functions write to their output");
    }
}
