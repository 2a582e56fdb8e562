package clinic.daybook.simulation;

import clinic.daybook.simulation.Message.Answered;
import clinic.daybook.simulation.Message.Asked;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests and answers as a servlet container would hand them to the server's routes. */
final class Servlets {

    private Servlets() {}

    static HttpServletRequest request(Asked asked) {
        Map<String, Object> attributes = new HashMap<>();
        return new StandIn()
                .on("getMethod", a -> asked.method())
                .on("getRequestURI", a -> asked.path())
                .on("getServletPath", a -> asked.path())
                .on("getPathInfo", a -> null)
                .on("getContextPath", a -> "")
                .on("getQueryString", a -> asked.query())
                .on("getParameter", a -> parameter(asked.query(), (String) a[0]))
                .on("getHeader", a -> header(asked, (String) a[0]))
                .on("getHeaders", a -> Collections.enumeration(headers(asked, (String) a[0])))
                .on("getHeaderNames", a -> Collections.enumeration(asked.headers().keySet()))
                .on("getInputStream", a -> input(asked.body()))
                .on("getContentLength", a -> asked.body().length)
                .on("getContentLengthLong", a -> (long) asked.body().length)
                .on("getContentType", a -> header(asked, "content-type"))
                .on("getCharacterEncoding", a -> "UTF-8")
                .on("getRemoteAddr", a -> "127.0.0.1")
                .on("getProtocol", a -> "HTTP/1.1")
                .on("getScheme", a -> "http")
                .on("getDispatcherType", a -> DispatcherType.REQUEST)
                .on("isAsyncStarted", a -> false)
                .on("getAttribute", a -> attributes.get((String) a[0]))
                .on(
                        "setAttribute",
                        a -> {
                            attributes.put((String) a[0], a[1]);
                            return null;
                        })
                .as(HttpServletRequest.class);
    }

    private static @Nullable String header(Asked asked, String name) {
        return asked.headers().get(name.toLowerCase(Locale.ROOT));
    }

    private static List<String> headers(Asked asked, String name) {
        String value = header(asked, name);
        return value == null ? List.of() : List.of(value);
    }

    private static @Nullable String parameter(@Nullable String query, String name) {
        if (query != null) {
            for (String part : query.split("&", -1)) {
                if (part.startsWith(name + "=")) {
                    return URLDecoder.decode(
                            part.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
        }
        return null;
    }

    private static ServletInputStream input(byte[] body) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return bytes.read(into, from, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("all of it is there already");
            }
        };
    }

    /** What a server writes into its answer. */
    static final class Answer {

        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final ServletOutputStream output = output(body);
        private int status = 200;

        Answered written() {
            return new Answered(status, headers, body.toByteArray());
        }

        HttpServletResponse response() {
            return new StandIn()
                    .on(
                            "setStatus",
                            a -> {
                                status = (Integer) a[0];
                                return null;
                            })
                    .on("getStatus", a -> status)
                    .on("setHeader", this::set)
                    .on("addHeader", this::set)
                    .on("getHeader", a -> headers.get((String) a[0]))
                    .on("containsHeader", a -> headers.containsKey((String) a[0]))
                    .on(
                            "setContentType",
                            a -> {
                                headers.put("Content-Type", (String) a[0]);
                                return null;
                            })
                    .on("getContentType", a -> headers.get("Content-Type"))
                    .on("setCharacterEncoding", a -> null)
                    .on("getCharacterEncoding", a -> "UTF-8")
                    .on("setContentLength", a -> null)
                    .on("setContentLengthLong", a -> null)
                    .on("getOutputStream", a -> output)
                    .on("flushBuffer", a -> null)
                    .on("isCommitted", a -> false)
                    .on(
                            "resetBuffer",
                            a -> {
                                body.reset();
                                return null;
                            })
                    .as(HttpServletResponse.class);
        }

        private @Nullable Object set(Object[] arguments) {
            if (arguments[1] == null) {
                headers.remove((String) arguments[0]);
            } else {
                headers.put((String) arguments[0], (String) arguments[1]);
            }
            return null;
        }

        private static ServletOutputStream output(ByteArrayOutputStream bytes) {
            return new ServletOutputStream() {
                @Override
                public void write(int b) {
                    bytes.write(b);
                }

                @Override
                public void write(byte[] from, int offset, int length) {
                    bytes.write(from, offset, length);
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException("it takes everything at once");
                }
            };
        }
    }
}
