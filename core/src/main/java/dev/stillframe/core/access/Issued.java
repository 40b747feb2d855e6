package dev.stillframe.core.access;

import dev.stillframe.core.model.Token;

/**
 * A new token. Its text is nowhere else: who loses it needs another token.
 *
 * @param token as it is stored
 * @param text the whole secret, which its owner sends with each request
 */
public record Issued(Token token, String text) {
    /** Names the token, and leaves the secret out. */
    @Override
    public String toString() {
        return "Issued[" + token.id() + "]";
    }
}
