package dev.stillframe.aws;

import dev.stillframe.aws.dynamodb.Tables;
import dev.stillframe.aws.s3.Buckets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of what a deployment consists of. All follow from the deployment's, unless they are set.
 *
 * @param deployment its name: lower-case letters, digits and hyphens, at most 40
 * @param buckets {@code NAME-public} and {@code NAME-private}; set by {@code STILLFRAME_AWS_PUBLIC_BUCKET} and {@code
 *     STILLFRAME_AWS_PRIVATE_BUCKET}, since names of buckets are unique in all the world
 * @param tables {@code NAME-samples} and {@code NAME-state}
 * @param distribution id of the CDN's distribution, {@code STILLFRAME_AWS_DISTRIBUTION}; null where nothing is purged
 */
public record Place(
        String deployment,
        Buckets buckets,
        Tables tables,
        @Nullable String distribution) {
    /** The variable with the name of the deployment. */
    public static final String NAME = "STILLFRAME_AWS_DEPLOYMENT";

    private static final String PUBLIC_BUCKET = "STILLFRAME_AWS_PUBLIC_BUCKET";
    private static final String PRIVATE_BUCKET = "STILLFRAME_AWS_PRIVATE_BUCKET";
    private static final String DISTRIBUTION = "STILLFRAME_AWS_DISTRIBUTION";
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Place {
        if (!FORM.matcher(deployment).matches()) {
            throw new IllegalArgumentException("'" + deployment
                    + "' is no name of a deployment: a lower-case letter, then at most 39 letters, digits and hyphens");
        }
    }

    /** The place of a deployment of which nothing but the name is set. */
    public static Place of(String deployment) {
        return of(deployment, Map.of());
    }

    /**
     * The place of a deployment.
     *
     * @param environment variables
     * @throws IllegalArgumentException when one is not as it must be
     */
    public static Place of(String deployment, Map<String, String> environment) {
        return new Place(
                deployment,
                new Buckets(
                        environment.getOrDefault(PUBLIC_BUCKET, deployment + "-public"),
                        environment.getOrDefault(PRIVATE_BUCKET, deployment + "-private")),
                Tables.of(deployment),
                environment.get(DISTRIBUTION));
    }

    /**
     * The place that the environment of a function names.
     *
     * @throws IllegalArgumentException when it names none
     */
    public static Place of(Map<String, String> environment) {
        String name = environment.get(NAME);
        if (name == null) {
            throw new IllegalArgumentException(NAME + " is not set: it says which deployment this function belongs to");
        }
        return of(name, environment);
    }
}
