package matryoshka.service.admission;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import matryoshka.service.clients.Client;
import matryoshka.service.oauth.FormParameters;
import matryoshka.service.oauth.OAuthError;
import matryoshka.service.oauth.OAuthErrorException;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** Finds the snapshot that is recent enough to answer a client: one it asks for by {@code min_graph_version}, or the one in use. */
public final class RecentGraph {
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Snapshots snapshots;
    private final BooleanSupplier disconnected;

    /** @param disconnected whether what is known here is too old to go by */
    public RecentGraph(Snapshots snapshots, BooleanSupplier disconnected) {
        this.snapshots = snapshots;
        this.disconnected = disconnected;
    }

    /** A snapshot, and what it knows of the client. */
    public record Recent(Snapshot snapshot, Client client) {}

    public Snapshot current() {
        return snapshots.current();
    }

    /**
     * Waits a little for the version of the graph that the form insists on.
     *
     * @param authenticated in the current snapshot
     * @throws OAuthErrorException {@code temporarily_unavailable} when it does not come, or the database has been away for too long
     */
    public Recent recent(Client authenticated, FormParameters form) throws InterruptedException {
        long least = leastVersion(form);
        if (disconnected.getAsBoolean()) {
            throw new OAuthErrorException(
                    OAuthError.TEMPORARILY_UNAVAILABLE, "The graph known here has not been confirmed for too long.");
        }
        if (!snapshots.awaitGraph(least, PATIENCE)) {
            throw new OAuthErrorException(
                    OAuthError.TEMPORARILY_UNAVAILABLE, "This version of the graph is not known here yet.");
        }
        Snapshot snapshot = snapshots.current();
        return snapshot.clients()
                .find(authenticated.id())
                .filter(client -> !client.metadata().disabled())
                .map(client -> new Recent(snapshot, client))
                .orElseThrow(() -> new OAuthErrorException(OAuthError.INVALID_CLIENT));
    }

    private static long leastVersion(FormParameters form) {
        return form.value("min_graph_version").map(RecentGraph::version).orElse(0L);
    }

    private static long version(String text) {
        if (!VERSION.matcher(text).matches()) {
            throw OAuthErrorException.invalidRequest("'min_graph_version' is a whole number.");
        }
        return Long.parseLong(text);
    }
}
