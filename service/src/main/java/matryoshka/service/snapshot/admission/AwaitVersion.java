package matryoshka.service.snapshot.admission;

import java.time.Duration;
import java.util.Optional;
import matryoshka.service.platform.http.Places;
import matryoshka.service.platform.overload.Pause;
import matryoshka.service.snapshot.Snapshots;

/**
 * Lets a request wait briefly for a version of the graph. Each waiting request occupies a thread, so there is a limited number of places,
 * and fewer for one client.
 */
public final class AwaitVersion {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Snapshots snapshots;
    private final Places places;

    /** @param places for waiting requests */
    public AwaitVersion(Snapshots snapshots, Places places) {
        this.snapshots = snapshots;
        this.places = places;
    }

    /**
     * Waits until this instance's graph has this version or a later one.
     *
     * @return whether it has; false at once if there is no place
     */
    public boolean await(long version, String clientId) throws InterruptedException {
        if (snapshots.current().version() >= version) {
            return true;
        }
        Optional<Places.Place> place = places.take(clientId);
        if (place.isEmpty()) {
            return false;
        }
        Pause pause = Pause.begin();
        try {
            return snapshots.awaitGraph(version, PATIENCE);
        } finally {
            pause.end();
            place.get().close();
        }
    }
}
