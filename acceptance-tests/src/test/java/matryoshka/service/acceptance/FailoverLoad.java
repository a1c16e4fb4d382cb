package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;

/** Requests to two instances without a break, and a record of what was acknowledged. */
final class FailoverLoad implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(20);
    private static final int PROGRESS = 3;

    private final RunningIssuer near;
    private final String secret;
    private final String adminToken;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> registered = new ConcurrentLinkedQueue<>();
    private final Queue<String> published = new ConcurrentLinkedQueue<>();
    private final Queue<String> revoked = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusedTokens = new ConcurrentLinkedQueue<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile boolean stopped;

    private interface Request {
        void send() throws Exception;
    }

    private FailoverLoad(RunningIssuer near, String secret) throws Exception {
        this.near = near;
        this.secret = secret;
        this.adminToken = near.adminToken();
    }

    /** Begins. */
    static FailoverLoad on(RunningIssuer near, RunningIssuer far, String secret) throws Exception {
        FailoverLoad load = new FailoverLoad(near, secret);
        load.repeat(() -> load.mint(near));
        load.repeat(() -> load.mint(far));
        load.repeat(() -> load.register(near));
        load.repeat(() -> load.publish(near));
        load.repeat(() -> load.revoke(far));
        return load;
    }

    /** Returns whether an issuer calls a token active, by introspection. */
    static boolean isActive(RunningIssuer issuer, String secret, String token) throws Exception {
        HttpResponse<String> answer = Answers.send(issuer.to("/oauth2/introspect")
                .header("Authorization", RunningIssuer.basic("app", secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + RunningIssuer.encoded(token))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Answers.json(answer).get("active").booleanValue();
    }

    static String client(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("client_id", id)
                .put("scope", "a:x")
                .toString();
    }

    private void repeat(Request request) {
        threads.execute(() -> {
            while (!stopped) {
                try {
                    request.send();
                } catch (Exception | AssertionError failed) {
                    unexpected.add(failed.toString());
                }
                LockSupport.parkNanos(PACE.toNanos());
            }
        });
    }

    private void mint(RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = issuer.token("app", secret, "&scope=a:x");
        if (answer.statusCode() != 200) {
            refusedTokens.add(answer.statusCode() + " " + answer.body());
        }
    }

    private void register(RunningIssuer issuer) throws Exception {
        String id = "load-" + number.incrementAndGet();
        HttpResponse<String> answer =
                new Caller(issuer, adminToken).send("POST", "/clients", "application/json", client(id));
        note(answer, 201, registered, id);
    }

    private void publish(RunningIssuer issuer) throws Exception {
        String service = "load-" + number.incrementAndGet();
        HttpResponse<String> answer = new Caller(issuer, adminToken).put("/graph/services/" + service, "{}");
        note(answer, answer.statusCode() == 201 ? 201 : 200, published, service);
    }

    private void revoke(RunningIssuer issuer) throws Exception {
        String token = issuer.issued("app", secret, "a:x");
        note(new Revoking("app", secret).revoke(issuer, token), 200, revoked, token);
    }

    private void note(HttpResponse<String> answer, int good, Queue<String> acknowledged, String what) {
        if (answer.statusCode() == good) {
            acknowledged.add(what);
        } else if (answer.statusCode() != 503) {
            unexpected.add(answer.statusCode() + " " + answer.body());
        }
    }

    /** Waits until a few more writes of each kind have been acknowledged. */
    void awaitProgress() throws Exception {
        for (Queue<String> acknowledged : List.of(registered, published, revoked)) {
            int before = acknowledged.size();
            Soon.holds(() -> acknowledged.size() >= before + PROGRESS);
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    List<String> refusedTokens() {
        return new ArrayList<>(refusedTokens);
    }

    /** Answers that are neither good nor 503. */
    List<String> unexpected() {
        return new ArrayList<>(unexpected);
    }

    void assertNothingIsLost() throws Exception {
        assertThat(near.read("/clients").toString()).contains(quoted(registered));
        assertThat(near.read("/graph").toString()).contains(quoted(published));
        // The last ones were acknowledged by the other instance a moment ago, and this one still has to hear of them.
        for (String token : revoked) {
            Soon.holds(() -> !isActive(near, secret, token));
        }
        System.out.printf(
                "%d clients, %d versions and %d revocations were acknowledged, and are there.%n",
                registered.size(), published.size(), revoked.size());
    }

    private static List<String> quoted(Queue<String> names) {
        return names.stream().map(name -> '"' + name + '"').toList();
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
