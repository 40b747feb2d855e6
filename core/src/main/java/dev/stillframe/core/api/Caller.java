package dev.stillframe.core.api;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Token;

/** Who calls. */
sealed interface Caller {
    /** Nobody known: no token was sent. */
    record Anonymous(String address) implements Caller {}

    /** The holder of a good token. */
    record Known(Token token) implements Caller {}

    /** Somebody with a token that is not good; says why. */
    record Refused(String detail, String tokenId) implements Caller {}

    /** The token's id, empty where there is none. */
    default String id() {
        return switch (this) {
            case Anonymous a -> "";
            case Known known -> known.token().id();
            case Refused refused -> refused.tokenId();
        };
    }

    /** Whether a token, if there is one, is good for a scope. */
    default boolean covers(Scope scope) {
        return switch (this) {
            case Anonymous a -> true;
            case Known known -> known.token().covers(scope);
            case Refused refused -> false;
        };
    }
}
