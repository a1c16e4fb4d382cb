package matryoshka.service.platform.connections;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Makes responses announce that the server is stopping, and tells {@link GracefulStop} about those that do not. */
final class AnnounceStop extends Handler.Wrapper {
    private final GracefulStop stop;

    AnnounceStop(Handler next, GracefulStop stop) {
        super(next);
        this.stop = stop;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!stop.answers(response)) {
            return super.handle(request, response, callback);
        }
        try {
            // An endless response, such as an event stream, continues after this and is not waited for.
            return super.handle(request, response, callback);
        } finally {
            stop.answered();
        }
    }
}
