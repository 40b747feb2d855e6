package dev.stillframe.aws;

import java.util.List;
import java.util.Optional;

/** The functions of a deployment, and how they and their logs are called. */
public enum LambdaFunction {
    /** Finds what is to be built. */
    SCHEDULE("schedule"),
    /** Builds. */
    BUILDER("builder"),
    /** Answers. */
    API("api");

    /** All, in the order of the flow. */
    public static final List<LambdaFunction> ALL = List.of(values());

    private final String label;

    LambdaFunction(String label) {
        this.label = label;
    }

    /** Its name within a deployment, such as {@code builder}. */
    public String label() {
        return label;
    }

    /** Its name in an account: {@code DEPLOYMENT-builder}. */
    public String nameIn(Place place) {
        return place.deployment() + "-" + label;
    }

    /** The log group that Lambda writes to, unless the function says otherwise: {@code /aws/lambda/DEPLOYMENT-builder}. */
    public String logGroup(Place place) {
        return "/aws/lambda/" + nameIn(place);
    }

    /** The one with a label. */
    public static Optional<LambdaFunction> of(String label) {
        return ALL.stream().filter(f -> f.label.equals(label)).findFirst();
    }
}
