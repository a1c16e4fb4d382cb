package matryoshka.gateway;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Headers of which there must not be two. */
final class Headers {
    private Headers() {}

    /** A proxy sent something that it should not; it is configured otherwise than the gateway. */
    static final class MisdirectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MisdirectedException(String message) {
            super(message, null, false, false);
        }
    }

    static List<String> all(Request request, String name) {
        return List.copyOf(request.getHeaders().getValuesList(name));
    }

    static Optional<String> single(Request request, String name) {
        List<String> values = all(request, name);
        if (values.size() > 1) {
            throw new MisdirectedException("The header '" + name + "' must be sent once. Let the proxy overwrite it.");
        }
        return values.stream().findFirst();
    }
}
