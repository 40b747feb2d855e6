package dev.stillframe.aws;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why a request failed, in one sentence for people, with what to do where that is known. */
public final class Reason {
    /** What to say where no credentials are found. */
    public static final String NO_CREDENTIALS = "no credentials for AWS were found; set AWS_ACCESS_KEY_ID and"
            + " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE (of a profile with single sign-on or a role, get them with"
            + " 'eval \"$(aws configure export-credentials --format env)\"')";

    private static final Set<String> UNKNOWN_KEY =
            Set.of("InvalidAccessKeyId", "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSecurity");
    private static final Set<String> WRONG_SECRET = Set.of("SignatureDoesNotMatch", "InvalidSignatureException");
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");
    private static final Set<String> OTHER_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    private static final String REGION = "x-amz-bucket-region";

    private Reason() {}

    /** The reason; without a full stop, to stand behind a colon. */
    public static String of(SdkException e) {
        return e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? refusal(service.awsErrorDetails(), firstLine(e))
                : trouble(e);
    }

    private static String refusal(AwsErrorDetails error, String otherwise) {
        String code = String.valueOf(error.errorCode());
        if (UNKNOWN_KEY.contains(code)) {
            return "the access key is not known there; look at AWS_ACCESS_KEY_ID or AWS_PROFILE";
        }
        if (WRONG_SECRET.contains(code)) {
            return "the secret does not belong to the access key; look at AWS_SECRET_ACCESS_KEY or AWS_PROFILE";
        }
        if (EXPIRED.contains(code)) {
            return "the credentials have expired; get new ones";
        }
        if (OTHER_REGION.contains(code)) {
            String region = error.sdkHttpResponse() == null
                    ? ""
                    : error.sdkHttpResponse().firstMatchingHeader(REGION).orElse("");
            return "the bucket is in another region" + (region.isEmpty() ? "" : ", " + region)
                    + "; name it with --region or AWS_REGION";
        }
        return switch (code) {
            case "NoSuchBucket" ->
                "there is no such bucket; is the deployment's name right, and its region? 'stillframe doctor --aws' tells"
                        + " what is there";
            case "ResourceNotFoundException" ->
                "there is no such table; is the deployment's name right, and its region? 'stillframe doctor --aws' tells"
                        + " what is there";
            case "RequestTimeTooSkewed" -> "the clock of this machine is wrong by more than 15 minutes; set it right";
            case "AccessDenied", "AccessDeniedException" ->
                "these credentials have no right to do it" + (error.errorMessage() == null ? "" : ": " + otherwise);
            default -> otherwise;
        };
    }

    private static String trouble(SdkException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "the server " + cause.getMessage() + " is not found; look at the region, the endpoint and the"
                        + " network";
            }
            if (cause instanceof ConnectException) {
                return "nothing answers at the endpoint: " + cause.getMessage();
            }
        }
        return String.valueOf(e.getMessage()).contains("Unable to load credentials") ? NO_CREDENTIALS : firstLine(e);
    }

    private static String firstLine(SdkException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
