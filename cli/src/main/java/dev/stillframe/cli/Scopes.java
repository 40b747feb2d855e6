package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which scopes a command is about. */
final class Scopes {
    private Scopes() {}

    /** All scopes, or that of the named host, which must have samples. */
    static List<Scope> chosen(Deployment deployment, @Nullable String host) {
        List<Scope> all = deployment.scopes();
        if (host == null) {
            return all;
        }
        Scope scope = host(host);
        if (!all.contains(scope)) {
            throw new WrongUse("there are no samples of a host '" + host + "'; hosts with samples: "
                    + all.stream().filter(s -> !s.isAll()).map(Scope::name).toList());
        }
        return List.of(scope);
    }

    /** {@code all}, or the scope of the named host, which must have samples. */
    static Scope one(Deployment deployment, @Nullable String host) {
        return host == null ? Scope.ALL : chosen(deployment, host).getFirst();
    }

    /** The scope of a host whose name the user gave. */
    static Scope host(String name) {
        try {
            return Scope.host(name);
        } catch (IllegalArgumentException e) {
            throw new WrongUse("--host " + e.getMessage());
        }
    }
}
