package dev.stillframe.aws.s3;

/**
 * The two buckets of a deployment.
 *
 * @param publicName name of the one that a CDN reads: everything in it is public
 * @param privateName name of the one that nobody reads but the product: staged payloads, old versions
 */
public record Buckets(String publicName, String privateName) {
    /**
     * Checks that they differ.
     *
     * @throws IllegalArgumentException when they do not
     */
    public Buckets {
        if (publicName.equals(privateName)) {
            throw new IllegalArgumentException("public and private files need a bucket each, not both " + publicName);
        }
    }
}
