package matryoshka.service.platform.connections;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets a stopping server finish current requests, as Jetty's handler does, and also answers requests that still arrive on open connections.
 * Jetty's handler would refuse those, although their clients could not know that the server is stopping.
 */
final class ServeToTheEnd extends GracefulHandler {

    ServeToTheEnd(Handler next) {
        super(next);
    }

    @Override
    protected void handleShutdownRejection(Request request, Response response, Callback callback) {
        try {
            if (!getHandler().handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception failed) {
            Response.writeError(request, response, callback, failed);
        }
    }
}
