package matryoshka.service.platform.connections;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Has answers tell that the server stops, and lets {@link GracefulStop} know of those that do not. */
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
            // An answer without an end, such as a stream of events, goes on after this, and is not waited for.
            return super.handle(request, response, callback);
        } finally {
            stop.answered();
        }
    }
}
