package matryoshka.example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.http.AuthorizedRequests;

/** Calls of services by the JDK's client. */
final class Calls {
    private final AuthorizedRequests http = new AuthorizedRequests(HttpClient.newHttpClient());

    /** Returns what a service answers. The token for it follows from the URL. */
    String post(URI uri, ReceivedToken received) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build();
        var answer = http.send(request, received, BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : "refused (" + answer.statusCode() + ")";
    }
}
