package dev.stillframe.builder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The messages that SQS hands to a function, and its answer (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
final class Messages {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Messages() {}

    /**
     * One message.
     *
     * @param id of this message
     * @param body its text
     * @param received how often it was handed out, this time included
     */
    record Message(String id, String body, int received) {}

    /**
     * Reads an event.
     *
     * @throws IOException when it is none of SQS
     */
    static List<Message> read(InputStream event) throws IOException {
        try {
            List<Message> messages = new ArrayList<>();
            for (JsonNode item : JSON.readTree(event).path("Records")) {
                messages.add(new Message(
                        item.path("messageId").asString(),
                        item.path("body").asString(),
                        item.path("attributes").path("ApproximateReceiveCount").asInt(1)));
            }
            return messages;
        } catch (JacksonException e) {
            throw new IOException("the event is none of SQS: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes which messages are to be handed out again; the others are done. */
    static void write(List<String> failed, OutputStream answer) {
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), answer)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("batchItemFailures");
            for (String id : failed) {
                json.writeStartObject();
                json.writeStringProperty("itemIdentifier", id);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
