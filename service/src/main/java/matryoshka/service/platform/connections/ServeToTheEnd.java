package matryoshka.service.platform.connections;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets a server that stops finish what is under way, as Jetty's handler does; and answers what still comes on connections that are open,
 * which that one would refuse. Their clients could not know.
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
