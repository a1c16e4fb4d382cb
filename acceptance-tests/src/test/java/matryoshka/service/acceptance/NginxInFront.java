package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import matryoshka.resource.testing.PlayedUpstream;
import matryoshka.service.testing.Answers;

/** An nginx of the examples in front of services, and what was presented to it. */
final class NginxInFront implements AutoCloseable {
    private final PlayedUpstream upstream;
    private final RunningNginx nginx;
    private final List<String> presented = new CopyOnWriteArrayList<>();

    private NginxInFront(PlayedUpstream upstream, RunningNginx nginx) {
        this.upstream = upstream;
        this.nginx = nginx;
    }

    /** Starts an nginx, given the port of the services behind it. */
    interface Start {
        RunningNginx at(int upstreamPort) throws Exception;
    }

    static NginxInFront start(Start start) throws Exception {
        PlayedUpstream upstream = PlayedUpstream.start();
        try {
            return new NginxInFront(upstream, start.at(upstream.port()));
        } catch (Throwable failedOrSkipped) {
            upstream.close();
            throw failedOrSkipped;
        }
    }

    int port() {
        return nginx.port();
    }

    List<PlayedUpstream.Arrived> arrived() {
        return upstream.arrived();
    }

    String logs() throws IOException {
        return nginx.logs();
    }

    HttpRequest.Builder request(String path, String token) {
        presented.add(token);
        return Answers.to(nginx.port(), path).header("Authorization", "Bearer " + token);
    }

    /** Fails unless it is accepted; returns the token that the service got. */
    String passed(String path, String token) throws Exception {
        HttpResponse<String> answer = Answers.send(request(path, token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        List<PlayedUpstream.Arrived> arrived = upstream.arrived();
        assertThat(arrived).hasSize(1);
        return arrived.get(0).token();
    }

    /** Fails unless it is refused; returns the challenge. */
    String refused(String path, String token, int status) throws Exception {
        return refusal(path, token, status)
                .headers()
                .firstValue("WWW-Authenticate")
                .orElseThrow();
    }

    /** Fails unless it is refused; returns the answer. */
    HttpResponse<String> refusal(String path, String token, int status) throws Exception {
        HttpResponse<String> answer = Answers.send(request(path, token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Answers.json(answer).get("status").intValue()).isEqualTo(status);
        assertThat(upstream.arrived()).isEmpty();
        return answer;
    }

    /** Fails if something that was presented is in a log, or the guard itself has failed. Forgets what has arrived. */
    void assertLogsAreClean() throws IOException {
        upstream.arrived();
        String logs = nginx.logs();
        for (String token : presented) {
            for (String part : token.split("[.]", -1)) {
                assertThat(part.length() > 20 && logs.contains(part)).isFalse();
            }
        }
        assertThat(logs).doesNotContain("eyJ", "mtkp_", "Exception", "The guard failed");
    }

    @Override
    public void close() {
        nginx.close();
        upstream.close();
    }
}
