package dev.stillframe.core.port;

/** The three answers to a commit. Only after {@link Lost} may what was prepared for it be thrown away. */
public sealed interface CommitResult {
    /** It is done and durable. */
    record Committed(long version) implements CommitResult {}

    /** It did not happen and never will: the record had another version. */
    record Lost() implements CommitResult {}

    /** It may have happened, or may still happen. Whoever wants to know reads the record. */
    record Unknown(String why) implements CommitResult {}
}
