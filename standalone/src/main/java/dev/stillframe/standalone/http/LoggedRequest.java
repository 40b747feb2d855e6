package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Facts;
import java.time.Instant;

/**
 * What is logged of a request. Texts are as the client sent them: of any length, and hostile.
 *
 * @param at when it began
 * @param method the method
 * @param path the path without its query, empty where it was unreadable
 * @param status the status that was answered; 408 for a client that did not send its body in time
 * @param bytes bytes of the answer's body that were given to the connection
 * @param micros time from its first byte to the last of the answer, in microseconds
 * @param address the client's IP address, empty where it is not known
 * @param facts what the answer was made of
 */
public record LoggedRequest(
        Instant at, String method, String path, int status, long bytes, long micros, String address, Facts facts) {}
