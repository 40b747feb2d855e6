package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Token;

/** The tokens that a user names. */
final class TokenIds {
    private TokenIds() {}

    /** The token with an id. A text that is none is not repeated: it may be a secret. */
    static Token chosen(Deployment deployment, String id) {
        if (!Token.isId(id)) {
            throw new WrongUse("that is not the id of a token; 'stillframe token list' shows them");
        }
        return deployment
                .tokens()
                .find(id)
                .orElseThrow(() -> new WrongUse("there is no token " + id + "; 'stillframe token list' shows them"));
    }
}
