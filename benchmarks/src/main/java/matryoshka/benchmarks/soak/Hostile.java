package matryoshka.benchmarks.soak;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.benchmarks.http.HttpConnection;

/** A client that repeats a costly request as fast as it is answered. */
final class Hostile {
    private static final int MANY_SCOPES = 15_900;
    private static final long SEED = 20_261_127;

    /** Sends the request once and returns the status. */
    @FunctionalInterface
    private interface Deed {
        int doOnce(HttpConnection connection, int turn) throws IOException;
    }

    private final String name;
    private final int port;
    private final Deed deed;
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private final Thread thread = new Thread(this::run);
    private volatile boolean stopped;

    private Hostile(String name, int port, Deed deed) {
        this.name = name;
        this.port = port;
        this.deed = deed;
        thread.setDaemon(true);
    }

    /** Scopes that it has not registered, so many that caching the refusals would fill the heap. */
    static Hostile asksForTooManyScopes(int port, String credentials) {
        String scopes = IntStream.range(0, MANY_SCOPES)
                .mapToObj(index -> Integer.toString(index, Character.MAX_RADIX))
                .collect(Collectors.joining("+"));
        return new Hostile(
                "too many scopes",
                port,
                (connection, turn) -> connection
                        .send(token(credentials, scopes + "+x" + turn))
                        .status());
    }

    /** A plan that was never requested before. */
    static Hostile asksForEveryPlan(int port, String credentials, List<String> scopes) {
        return new Hostile(
                "every plan",
                port,
                (connection, turn) -> connection
                        .send(token(
                                credentials,
                                IntStream.range(0, scopes.size())
                                        .filter(bit -> ((turn + 1) >> bit & 1) == 1)
                                        .mapToObj(bit -> scopes.get(bit).replace(":", "%3A"))
                                        .collect(Collectors.joining("+"))))
                        .status());
    }

    /** Tokens that it revokes at once. */
    static Hostile revokesWhatItGets(int port, String credentials) {
        byte[] request = token(credentials, "geo%3Alocate");
        return new Hostile("revocations", port, (connection, turn) -> {
            HttpConnection.Answer issued = connection.send(request);
            if (issued.status() != 200) {
                return issued.status();
            }
            String token = issued.body().replaceAll(".*\"access_token\":\"([^\"]*)\".*", "$1");
            return connection
                    .send(HttpConnection.form("/oauth2/revoke", credentials, "token=" + token))
                    .status();
        });
    }

    private static byte[] token(String credentials, String scope) {
        return HttpConnection.form("/oauth2/token", credentials, "grant_type=client_credentials&scope=" + scope);
    }

    String name() {
        return name;
    }

    /** Returns how often it got each status; 0 stands for a closed connection. Call it after {@link #stop}. */
    Map<Integer, Integer> answers() {
        return answers;
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int turn = new Random(SEED).nextInt(1000);
        while (!stopped) {
            try (HttpConnection connection = HttpConnection.to(port)) {
                while (!stopped && !connection.isEnded()) {
                    answers.merge(deed.doOnce(connection, turn++), 1, Integer::sum);
                }
            } catch (IOException ended) {
                answers.merge(0, 1, Integer::sum);
            }
        }
    }
}
