package matryoshka.service.platform.connections;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Reads short request bodies before the request gets a thread: however slowly they arrive, they occupy none. Passes longer bodies on as a
 * {@link LateBody}.
 */
final class EagerBodies extends EagerContentHandler {

    EagerBodies(Handler next, BodyLimits limits) {
        super(next, new Loaders(limits, new UnfinishedBodies(limits.maxUnfinishedBytes())));
    }

    private record Loaders(BodyLimits limits, UnfinishedBodies unfinished) implements ContentLoaderFactory {
        @Override
        public @Nullable String getApplicableMimeType() {
            return null; // handles every content type
        }

        @Override
        public ContentLoader newContentLoader(
                @Nullable String contentType,
                @Nullable String mimeType,
                Handler handler,
                Request request,
                Response response,
                Callback callback) {
            return new EagerBody(handler, request, response, callback, limits, unfinished);
        }
    }
}
