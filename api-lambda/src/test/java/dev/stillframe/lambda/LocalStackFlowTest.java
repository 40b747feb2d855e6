package dev.stillframe.lambda;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.servers.LocalStack;
import org.junit.jupiter.api.condition.EnabledIf;

/** On LocalStack, where there is Docker. */
@EnabledIf(value = "dev.stillframe.aws.servers.LocalStack#isHere", disabledReason = "LocalStack: no Docker here")
class LocalStackFlowTest extends Flow {
    @Override
    ClientSettings servers() {
        return LocalStack.SETTINGS.orElseThrow();
    }
}
