package matryoshka.service.snapshot.admission;

import matryoshka.service.clients.Client;
import matryoshka.service.platform.http.VersionNumbers;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** Finds a snapshot recent enough to answer a client: one with its {@code min_graph_version}, or the current one. */
public final class RecentGraph {
    private final Snapshots snapshots;
    private final Obstacles obstacles;
    private final AwaitVersion awaitVersion;

    public RecentGraph(Snapshots snapshots, Obstacles obstacles, AwaitVersion awaitVersion) {
        this.snapshots = snapshots;
        this.obstacles = obstacles;
        this.awaitVersion = awaitVersion;
    }

    /** A snapshot, and the client as it is registered there. */
    public record Recent(Snapshot snapshot, Client client) {}

    public Snapshot current() {
        return snapshots.current();
    }

    /**
     * Waits briefly for the version of the graph that the form requires.
     *
     * @param authenticated in the current snapshot
     * @throws OAuthErrorException {@code temporarily_unavailable} if the version does not arrive, too many requests are waiting, or there
     *     is an obstacle to minting
     */
    public Recent recent(Client authenticated, FormParameters form) throws InterruptedException {
        long least = leastVersion(form);
        obstacles.toMinting().ifPresent(RecentGraph::refuse);
        if (!awaitVersion.await(least, authenticated.id())) {
            throw new OAuthErrorException(
                    OAuthError.TEMPORARILY_UNAVAILABLE, "This instance has not reached this version of the graph yet.");
        }
        Snapshot snapshot = snapshots.current();
        return snapshot.clients()
                .find(authenticated.id())
                .filter(client -> !client.metadata().disabled())
                .map(client -> new Recent(snapshot, client))
                .orElseThrow(() -> new OAuthErrorException(OAuthError.INVALID_CLIENT));
    }

    private static void refuse(String obstacle) {
        throw new OAuthErrorException(OAuthError.TEMPORARILY_UNAVAILABLE, obstacle);
    }

    private static long leastVersion(FormParameters form) {
        return form.value("min_graph_version").map(RecentGraph::version).orElse(0L);
    }

    private static long version(String text) {
        return VersionNumbers.parse(text)
                .orElseThrow(() -> OAuthErrorException.invalidRequest("'min_graph_version' must be a whole number."));
    }
}
