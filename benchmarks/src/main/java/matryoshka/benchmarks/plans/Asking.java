package matryoshka.benchmarks.plans;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client that requests tokens of many plans. */
record Asking(int number, String credentials, HttpClient http) {

    Asking(int number, String credentials) {
        this(
                number,
                credentials,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /** Returns how long it took, in nanoseconds; fails if there is no token. */
    long ask(int port, int plan) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> answer = answer(port, plan);
        long nanos = System.nanoTime() - start;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return nanos;
    }

    /** Returns the answer. */
    HttpResponse<String> answer(int port, int plan) throws IOException, InterruptedException {
        String scope = String.join("+", ServiceGraphText.scopes(number, plan)).replace(":", "%3A");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/oauth2/token"))
                .header("Authorization", credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + scope))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
