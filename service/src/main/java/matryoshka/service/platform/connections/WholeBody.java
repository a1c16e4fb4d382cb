package matryoshka.service.platform.connections;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body has been read to its end, or until a failure. Reading it never waits. */
final class WholeBody extends Request.Wrapper {
    private final Content.Chunk end;
    private Content.@Nullable Chunk first;

    WholeBody(Request request, ByteBuffer body) {
        super(request);
        this.first = Content.Chunk.from(body, false);
        this.end = Content.Chunk.EOF;
    }

    /** Creates one that ends with a failure. */
    WholeBody(Request request, ByteBuffer body, Throwable failure) {
        super(request);
        this.first = Content.Chunk.from(body, false);
        this.end = Content.Chunk.from(failure, true);
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = first;
        first = null;
        return chunk == null ? end : chunk;
    }
}
