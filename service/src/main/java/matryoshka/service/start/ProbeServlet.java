package matryoshka.service.start;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers the probes of load balancers and supervisors on the admin port, from memory: 200, or 503 with a sentence that says why. */
public final class ProbeServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Supplier<Optional<String>> obstacle;

    /** @param obstacle why the answer is no; empty if it is yes */
    public ProbeServlet(Supplier<Optional<String>> obstacle) {
        this.obstacle = obstacle;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> reason = obstacle.get();
        response.setStatus(reason.isEmpty() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write((reason.orElse("yes") + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
