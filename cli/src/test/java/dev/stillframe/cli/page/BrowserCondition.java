package dev.stillframe.cli.page;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips each test of the page where no browser is installed, and says it once. */
final class BrowserCondition implements ExecutionCondition {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty() || Installed.found().isPresent()) {
            return ConditionEvaluationResult.enabled("a browser is here, or a method will tell");
        }
        if ("required".equals(System.getProperty("stillframe.browser"))) {
            return ConditionEvaluationResult.enabled("without a browser this fails");
        }
        if (!SAID.getAndSet(true)) {
            System.err.println("NOT TESTED in a browser: " + Installed.MISSING);
        }
        return ConditionEvaluationResult.disabled(Installed.MISSING);
    }
}
