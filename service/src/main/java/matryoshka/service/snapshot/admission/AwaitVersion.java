package matryoshka.service.snapshot.admission;

import java.time.Duration;
import java.util.Optional;
import matryoshka.service.platform.http.Places;
import matryoshka.service.snapshot.Snapshots;

/** Lets a request wait a little for a version of the graph. Each holds a thread meanwhile: there are places for some, and for few of one client. */
public final class AwaitVersion {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Snapshots snapshots;
    private final Places places;

    /** @param places for those who wait */
    public AwaitVersion(Snapshots snapshots, Places places) {
        this.snapshots = snapshots;
        this.places = places;
    }

    /**
     * Waits until the graph known here is of this version or a later one.
     *
     * @return whether it is; false at once when there is no place
     */
    public boolean await(long version, String clientId) throws InterruptedException {
        if (snapshots.current().version() >= version) {
            return true;
        }
        Optional<Places.Place> place = places.take(clientId);
        if (place.isEmpty()) {
            return false;
        }
        try {
            return snapshots.awaitGraph(version, PATIENCE);
        } finally {
            place.get().close();
        }
    }
}
