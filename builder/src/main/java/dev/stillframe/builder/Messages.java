package dev.stillframe.builder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The messages that SQS hands to a function, and its answer (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
final class Messages {
    /** Without trees: what binds them takes a tenth of a second of a cold start, and nothing else here needs it. */
    private static final JsonFactory JSON = new JsonFactory();

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
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), event)) {
            List<Message> messages = new ArrayList<>();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the event is none of SQS: it is not a JSON object");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                boolean list = json.nextToken() == JsonToken.START_ARRAY && name.equals("Records");
                if (!list) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (json.currentToken() != JsonToken.START_OBJECT) {
                        throw new IOException("the event is none of SQS: a record is not a JSON object");
                    }
                    messages.add(message(json));
                }
            }
            return messages;
        } catch (JacksonException e) {
            throw new IOException("the event is none of SQS: " + e.getOriginalMessage(), e);
        }
    }

    private static Message message(JsonParser json) {
        String id = "";
        String body = "";
        int received = 1;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "messageId" -> id = json.getValueAsString("");
                case "body" -> body = json.getValueAsString("");
                case "attributes" -> received = value == JsonToken.START_OBJECT ? received(json) : received;
                default -> json.skipChildren();
            }
        }
        return new Message(id, body, received);
    }

    private static int received(JsonParser json) {
        int received = 1;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            if (name.equals("ApproximateReceiveCount")) {
                received = json.getValueAsInt(1);
            } else {
                json.skipChildren();
            }
        }
        return received;
    }

    /** Writes which messages are to be handed out again; the others are done. */
    static void write(List<String> failed, OutputStream answer) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), answer)) {
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
