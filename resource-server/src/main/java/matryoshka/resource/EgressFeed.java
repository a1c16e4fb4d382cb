package matryoshka.resource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom this service calls and where, as an issuer's graph lists it; fetched in the background. Thread-safe. */
final class EgressFeed {
    static final int MAX_BYTES = 4 << 20;
    /** A new version of the graph is heard of by the status summary. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final URI address;
    private final Fetcher fetcher;
    private final ClientCalls calls;
    private final Outage outage;
    private volatile @Nullable Known known;

    private record Known(Callees callees, String tag) {}

    EgressFeed(URI address, Fetcher fetcher, ClientCalls calls) {
        this.address = address;
        this.fetcher = fetcher;
        this.calls = calls;
        this.outage = new Outage("whom this service may call from " + address);
    }

    /** Returns whom this service calls; empty until that has been fetched. */
    Optional<Callees> callees() {
        return Optional.ofNullable(known).map(Known::callees);
    }

    /** Returns whether the last fetch succeeded. */
    boolean isCurrent() {
        return known != null && outage.isOver();
    }

    /** Fetches the list, and returns the time until it should be fetched again. */
    Duration refresh() {
        return fetch() ? INTERVAL : outage.pause();
    }

    /** Fetches the list, and returns whether the issuer has said how things are. */
    synchronized boolean fetch() {
        Known last = known;
        HttpRequest.Builder request = calls.read(address).header("Accept", "application/json");
        // The issuer refuses conditions on a POST, which RFC 9110 gives no meaning for reading.
        if (last != null && !last.tag().isEmpty() && request.build().method().equals("GET")) {
            request.header("If-None-Match", last.tag());
        }
        try {
            Fetcher.Answer answer = fetcher.fetch(request.build(), MAX_BYTES);
            if (answer.status() == OK) {
                known = new Known(
                        EgressJson.read(answer.body()),
                        answer.headers().firstValue("ETag").orElse(""));
            } else if (answer.status() != NOT_MODIFIED || last == null) {
                outage.failed("status " + answer.status());
                return false;
            }
            outage.ended();
            return true;
        } catch (IOException away) {
            outage.failed(String.valueOf(away.getMessage()));
            return false;
        } catch (ParseException malformed) {
            outage.failed("malformed JSON");
            return false;
        }
    }
}
