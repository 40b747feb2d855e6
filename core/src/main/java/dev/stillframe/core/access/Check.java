package dev.stillframe.core.access;

import dev.stillframe.core.model.Token;

/** What became of a token that somebody showed. */
public sealed interface Check {
    /** It is good. */
    record Good(Token token) implements Check {}

    /** There is no such token; nothing is said about what was wrong with it. */
    record Unknown() implements Check {}

    /** It was good once, and has run out. */
    record Expired(Token token) implements Check {}

    /** It was taken back. */
    record Revoked(Token token) implements Check {}
}
