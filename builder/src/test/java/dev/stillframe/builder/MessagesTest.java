package dev.stillframe.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static List<Messages.Message> read(String event) throws IOException {
        return Messages.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void messages_are_read_in_their_order_whatever_else_the_event_has() throws IOException {
        String event = """
                {"other":{"Records":[{"messageId":"no"}]},"Records":[
                  {"messageId":"1","receiptHandle":"r","body":"first","attributes":{"SentTimestamp":"5",
                    "ApproximateReceiveCount":"3","more":{"ApproximateReceiveCount":"9"}},
                    "messageAttributes":{"body":{"stringValue":"no"}},"eventSource":"aws:sqs"},
                  {"attributes":{},"body":"second","messageId":"2"}],"last":[1,[2]]}""";

        assertThat(read(event))
                .containsExactly(new Messages.Message("1", "first", 3), new Messages.Message("2", "second", 1));
    }

    @Test
    void an_event_without_messages_has_none() throws IOException {
        assertThat(read("{}")).isEmpty();
        assertThat(read("{\"Records\":null}")).isEmpty();
        assertThat(read("{\"Records\":[]}")).isEmpty();
    }

    @Test
    void what_is_no_event_is_refused_with_the_reason() {
        assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class).hasMessageContaining("none of SQS");
        assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class).hasMessageContaining("none of SQS");
        assertThatThrownBy(() -> read("{\"Records\":[5,{\"messageId\":\"1\"}]}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a record is not a JSON object");
        assertThatThrownBy(() -> read("{\"Records\":[{\"body\":"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none of SQS");
    }

    @Test
    void the_answer_names_what_is_to_be_handed_out_again() {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        Messages.write(List.of("2", "3"), answer);

        assertThat(answer.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"},{\"itemIdentifier\":\"3\"}]}");
    }
}
