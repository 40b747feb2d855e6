package dev.stillframe.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMessageTest {
    @Test
    void a_task_comes_back_as_it_was() {
        for (BuildTask.Kind kind : BuildTask.Kind.values()) {
            BuildTask task = new BuildTask(Scope.host("home"), kind, "tick-home-29450000");

            assertThat(TaskMessage.read(TaskMessage.write(task))).isEqualTo(task);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "stillframe/2 due home one",
                "stillframe/1 due HOME one",
                "stillframe/1 due -home one",
                "stillframe/1 due home one\n",
                "stillframe/1 due home",
                "stillframe/1 later home one",
                "stillframe/1 due ../home one"
            })
    void what_is_no_task_is_refused(String text) {
        assertThatThrownBy(() -> TaskMessage.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
