package dev.stillframe.benchmarks.coldstart;

import dev.stillframe.aws.sqs.TaskMessage;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildTask;

/** The functions, each with a first event of the ordinary kind. */
public enum Function {
    /** Answers with a file of 100 points. */
    API(
            "api-lambda/target/api-function.jar",
            "dev.stillframe.lambda.ApiFunction",
            "\"statusCode\":200",
            "GET /samples/latest, 100 points"),
    /** Builds all files of a host after one new sample. */
    BUILD(
            "builder/target/builder-function.jar",
            "dev.stillframe.builder.BuildFunction",
            "\"batchItemFailures\":[]",
            "a build of 24 + 24 files after one new sample"),
    /** Looks for what is to be built. */
    SCHEDULE(
            "builder/target/builder-function.jar",
            "dev.stillframe.builder.ScheduleFunction",
            "\"sent\":",
            "a round of the schedule, two scopes");

    private final String jar;
    private final String className;
    private final String answer;
    private final String shown;

    Function(String jar, String className, String answer, String shown) {
        this.jar = jar;
        this.className = className;
        this.answer = answer;
        this.shown = shown;
    }

    /** Its jar, from the root of the repository. */
    String jar() {
        return jar;
    }

    /** Its class. */
    String className() {
        return className;
    }

    /** Whether it did what it was asked to. */
    boolean isDone(String answered) {
        return answered.contains(answer);
    }

    /** What is measured, for people. */
    public String shown() {
        return shown;
    }

    /** Its event, as the service sends it. */
    String event() {
        return switch (this) {
            case API ->
                "{\"version\":\"2.0\",\"rawPath\":\"/samples/latest\","
                        + "\"rawQueryString\":\"window=12m&samples=100&host=" + Stage.HOST + "\","
                        + "\"headers\":{\"accept\":\"application/json\"},"
                        + "\"requestContext\":{\"http\":{\"method\":\"GET\",\"sourceIp\":\"192.0.2.7\"}}}";
            case BUILD ->
                "{\"Records\":[{\"messageId\":\"1\",\"body\":\""
                        + TaskMessage.write(new BuildTask(Scope.host(Stage.HOST), BuildTask.Kind.ALL, "cold"))
                        + "\",\"attributes\":{\"ApproximateReceiveCount\":\"1\"}}]}";
            case SCHEDULE -> "{\"source\":\"aws.scheduler\"}";
        };
    }
}
