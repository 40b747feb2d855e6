package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private final Messages messages = new Messages(Map.of(
            "a.plain", "text",
            "a.full", "{low} to {high}, {unknown} {",
            "a.tests.one", "{n} test",
            "a.tests.other", "{n} tests"));

    @Test
    void replacesNamesOnceAndLeavesWhatItDoesNotKnow() {
        assertThat(messages.text("a.full", "low", "{high}", "high", "9")).isEqualTo("{high} to 9, {unknown} {");
    }

    @Test
    void countsInTheRightForm() {
        assertThat(messages.counted("a.tests", 1)).isEqualTo("1 test");
        assertThat(messages.counted("a.tests", 0)).isEqualTo("0 tests");
        assertThat(messages.counted("a.tests", 1234)).isEqualTo("1,234 tests");
    }

    @Test
    void namesATextThatIsMissing() {
        assertThatThrownBy(() -> messages.text("a.gone")).hasMessageContaining("'a.gone'");
    }

    @Test
    void areNestedForTemplates() {
        assertThat(messages.nested())
                .isEqualTo(Map.of(
                        "a",
                        Map.of(
                                "plain",
                                "text",
                                "full",
                                "{low} to {high}, {unknown} {",
                                "tests",
                                Map.of("one", "{n} test", "other", "{n} tests"))));
    }
}
