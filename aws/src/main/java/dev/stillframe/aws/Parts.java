package dev.stillframe.aws;

import dev.stillframe.aws.dynamodb.Tables;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What a deployment consists of before anything is in it: two buckets, two tables, two queues. */
public final class Parts {
    private static final String FIRST_REGION = "us-east-1";

    private final Place place;
    private final ClientSettings settings;
    private final S3Client s3;
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;
    private final Queues queues;

    /** The parts of a place. */
    public Parts(Place place, Clients clients) {
        this.place = place;
        this.settings = clients.settings();
        this.s3 = clients.s3();
        this.dynamo = clients.dynamodb();
        this.sqs = clients.sqs();
        this.queues = new Queues(place.deployment());
    }

    /** How a part is. */
    public enum State {
        /** There, and as it must be. */
        GOOD,
        /** Not there. */
        MISSING,
        /** There, but not as it must be, or nobody can tell. */
        WRONG
    }

    /**
     * A part that was looked at.
     *
     * @param name such as {@code bucket NAME-public}
     * @param problems what is wrong, a sentence each; empty where it is good or missing
     */
    public record Part(String name, State state, List<String> problems) {}

    /** One of them: how to look at it, and how to make it. */
    private record Maker(Supplier<Part> look, Runnable create) {}

    private List<Maker> makers() {
        Tables tables = place.tables();
        String publicName = place.buckets().publicName();
        String privateName = place.buckets().privateName();
        return List.of(
                new Maker(() -> bucket(publicName), () -> createBucket(publicName)),
                new Maker(() -> bucket(privateName), () -> createBucket(privateName)),
                new Maker(
                        () -> part("table " + tables.samples(), () -> tables.problemsOfSamples(dynamo)),
                        () -> tables.createSamples(dynamo)),
                new Maker(
                        () -> part("table " + tables.state(), () -> tables.problemsOfState(dynamo)),
                        () -> tables.createState(dynamo)),
                new Maker(this::queues, () -> queues.create(sqs)));
    }

    /** Looks at all of them. What cannot be looked at is {@link State#WRONG}. */
    public List<Part> look() {
        return SideBySide.each(makers(), maker -> maker.look().get());
    }

    private static Part part(String name, Supplier<List<String>> problems) {
        try {
            List<String> found = problems.get();
            return new Part(name, found.isEmpty() ? State.GOOD : State.WRONG, found);
        } catch (ResourceNotFoundException e) {
            return new Part(name, State.MISSING, List.of());
        } catch (SdkException e) {
            return new Part(name, State.WRONG, List.of(Reason.of(e)));
        } catch (StoreException e) {
            return new Part(name, State.WRONG, List.of(String.valueOf(e.getMessage())));
        }
    }

    private Part bucket(String name) {
        String what = "bucket " + name;
        try {
            // A list, not a look at the bucket: an answer to that has no body that says what is wrong.
            s3.listObjectsV2(r -> r.bucket(name).maxKeys(1));
            return new Part(what, State.GOOD, List.of());
        } catch (AwsServiceException e) {
            return e.statusCode() == 404
                    ? new Part(what, State.MISSING, List.of())
                    : new Part(what, State.WRONG, List.of(Reason.of(e)));
        } catch (SdkException e) {
            return new Part(what, State.WRONG, List.of(Reason.of(e)));
        }
    }

    private Part queues() {
        String name = "queues " + queues.builds() + " and " + queues.dead();
        boolean[] there = {true};
        Part found = part(name, () -> {
            there[0] = queues.areThere(sqs);
            return there[0] ? queues.problems(sqs) : List.of();
        });
        return there[0] ? found : new Part(name, State.MISSING, List.of());
    }

    /**
     * Creates what is missing, and makes the table of state expire its items. Deletes and replaces nothing; again is the same as once.
     *
     * @return the names of what was created
     * @throws StoreException when something cannot be created; what was created before stays
     */
    public List<String> create() {
        List<String> created = new ArrayList<>();
        List<Maker> makers = makers();
        List<Part> parts = SideBySide.each(makers, maker -> maker.look().get());
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.state() == State.MISSING) {
                try {
                    makers.get(i).create().run();
                } catch (BucketAlreadyOwnedByYouException | ResourceInUseException e) {
                    // Another was quicker.
                    continue;
                } catch (SdkException e) {
                    throw new StoreException(part.name() + " could not be created: " + Reason.of(e), e);
                }
                created.add(part.name());
            }
        }
        try {
            if (!place.tables().isExpiring(dynamo)) {
                place.tables().expireItems(dynamo);
                created.add("expiry of items of table " + place.tables().state());
            }
        } catch (SdkException e) {
            throw new StoreException(
                    "the table " + place.tables().state() + " could not be made to expire items: " + Reason.of(e), e);
        }
        return created;
    }

    private void createBucket(String name) {
        String region = settings.region();
        s3.createBucket(r -> {
            r.bucket(name);
            if (!region.equals(FIRST_REGION)) {
                r.createBucketConfiguration(c -> c.locationConstraint(BucketLocationConstraint.fromValue(region)));
            }
        });
    }
}
