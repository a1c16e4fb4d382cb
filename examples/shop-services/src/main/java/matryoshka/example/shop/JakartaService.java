package matryoshka.example.shop;

import com.sun.net.httpserver.HttpServer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import matryoshka.jakarta.ResourceServerFeature;
import matryoshka.resource.ResourceServer;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** A service that is an application of Jakarta REST, here with Jersey. */
final class JakartaService {
    private final ResourceServer server;
    private final HttpServer http;
    private final ExecutorService threads;

    private JakartaService(ResourceServer server, HttpServer http, ExecutorService threads) {
        this.server = server;
        this.http = http;
        this.threads = threads;
    }

    static JakartaService start(Object resource, Place place) {
        ResourceServer server = place.resourceServer();
        ResourceConfig application =
                new ResourceConfig().register(resource).register(ResourceServerFeature.everywhere(server));
        HttpServer http = JdkHttpServerFactory.createHttpServer(place.uri("/"), application, false);
        ExecutorService threads = Executors.newCachedThreadPool();
        http.setExecutor(threads);
        http.start();
        return new JakartaService(server, http, threads);
    }

    void close() {
        http.stop(0);
        threads.shutdownNow();
        server.close();
    }
}
