package clinic.daybook.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A request that the server has begun to work on and whose body is not there yet. */
final class SlowRequest implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final byte[] rest;

    /** Posts commits; returns once the server reads the body, of which half is there. */
    SlowRequest(String serverUrl, TestServer.Desk desk, byte[] body) throws IOException {
        URI url = URI.create(serverUrl);
        socket = new Socket(url.getHost(), url.getPort());
        in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        rest = Arrays.copyOfRange(body, body.length / 2, body.length);
        String head =
                "POST /v1/commits HTTP/1.1\r\nHost: desk\r\nExpect: 100-continue\r\n"
                        + "Connection: close\r\n"
                        + "Content-Type: application/json\r\nAuthorization: Bearer "
                        + desk.token()
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        write(head.getBytes(StandardCharsets.US_ASCII));
        // It says so when it begins to read.
        String begun = in.readLine();
        if (begun == null || !begun.contains("100")) {
            throw new IllegalStateException("the server does not want the body: " + begun);
        }
        write(Arrays.copyOf(body, body.length / 2));
    }

    /** Sends the rest; returns the answer's lines. */
    List<String> finish() throws IOException {
        write(rest);
        return in.lines().filter(line -> !line.isEmpty()).toList();
    }

    private void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
