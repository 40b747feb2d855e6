package dev.stillframe.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that stays open, as cheap as a client can be, so that the server is measured. For use by one thread. */
final class HttpConnection implements AutoCloseable {
    private static final String LENGTH = "content-length: ";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
        out = socket.getOutputStream();
    }

    /**
     * Sends a request and reads its answer.
     *
     * @param start method and path
     * @param headers whole lines
     * @param status the one that is expected
     */
    void exchange(String start, String headers, byte[] body, int status) throws IOException {
        byte[] head = (start + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        out.write(whole);
        String first = line();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()));
            }
        }
        byte[] answer = in.readNBytes(length);
        if (!first.startsWith("HTTP/1.1 " + status)) {
            throw new IOException(
                    start + " was answered with " + first + ": " + new String(answer, StandardCharsets.UTF_8));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
