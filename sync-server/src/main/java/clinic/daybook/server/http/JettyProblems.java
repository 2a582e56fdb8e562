package clinic.daybook.server.http;

import clinic.daybook.protocol.Protocol;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Problem documents also where Jetty itself refuses a request, for example a broken request line.
 */
final class JettyProblems extends ErrorHandler {

    private final String storeId;

    JettyProblems(String storeId) {
        this.storeId = storeId;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        ByteBuffer document = badMessageError(code, message, response.getHeaders());
        response.write(true, document, callback);
    }

    @Override
    public ByteBuffer badMessageError(
            int status, @Nullable String reason, HttpFields.Mutable fields) {
        fields.put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
        fields.put(Protocol.STORE_HEADER, storeId);
        return ByteBuffer.wrap(
                Problems.document(status, Problems.code(status), Problems.reason(status)));
    }
}
