package matryoshka.example.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;

/** A service on the JDK's own HTTP server. */
final class JdkService implements AutoCloseable {
    private static final int FORBIDDEN = 403;

    private final ResourceServer server;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What a path answers. */
    interface Answer {
        String to(HttpExchange request, ReceivedToken token) throws IOException, InterruptedException;
    }

    private JdkService(ResourceServer server, HttpServer http) {
        this.server = server;
        this.http = http;
    }

    /** @param answers by path */
    static JdkService start(Place place, Map<String, Answer> answers) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()), 0);
        JdkService service = new JdkService(place.resourceServer(), http);
        answers.forEach((path, answer) -> http.createContext(path, request -> service.handle(request, answer)));
        http.setExecutor(service.threads);
        http.start();
        return service;
    }

    ResourceServer resourceServer() {
        return server;
    }

    private void handle(HttpExchange request, Answer answer) throws IOException {
        List<String> authorization = request.getRequestHeaders().getOrDefault("Authorization", List.of());
        try {
            ReceivedToken token = server.verify(PresentedToken.ofAuthorization(authorization));
            send(request, 200, answer.to(request, token));
        } catch (RefusedException refused) {
            request.getResponseHeaders().putAll(refused.headers());
            send(request, refused.status(), refused.description());
        } catch (NoTokenException missing) {
            send(request, FORBIDDEN, String.valueOf(missing.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            send(request, 503, "The service stops.");
        }
    }

    private static void send(HttpExchange request, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        request.sendResponseHeaders(status, body.length);
        request.getResponseBody().write(body);
        request.close();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        server.close();
    }
}
