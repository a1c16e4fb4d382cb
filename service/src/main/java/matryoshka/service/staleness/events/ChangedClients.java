package matryoshka.service.staleness.events;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.planning.minting.RegistrationDigest;
import org.jspecify.annotations.Nullable;

/** Finds clients whose plans must be evaluated again because the part of their registration that plans depend on has changed. */
public final class ChangedClients {
    private final Recordings recordings;
    private @Nullable ClientRegistry known;

    public ChangedClients(Recordings recordings) {
        this.recordings = recordings;
    }

    /** Returns the digest of each such client's current registration; empty for clients that were removed. */
    Map<String, Optional<RegistrationDigest>> since(ClientRegistry clients) {
        if (clients == known) {
            return Map.of();
        }
        // Read every time: another instance may have recorded them in the meantime.
        Map<String, RegistrationDigest> recorded = new HashMap<>(recordings.registrations());
        Map<String, Optional<RegistrationDigest>> changed = new TreeMap<>();
        clients.all().forEach((id, client) -> {
            RegistrationDigest digest = RegistrationDigest.of(client);
            if (!digest.equals(recorded.remove(id))) {
                changed.put(id, Optional.of(digest));
            }
        });
        recorded.keySet().forEach(gone -> changed.put(gone, Optional.empty()));
        return changed;
    }

    /** Returns the ids of these clients, and remembers if there are none. */
    public Set<String> unexamined(ClientRegistry clients) {
        Set<String> changed = since(clients).keySet();
        if (changed.isEmpty()) {
            recorded(clients);
        }
        return changed;
    }

    /** Notes that the plans of these clients have been evaluated. */
    void recorded(ClientRegistry clients) {
        known = clients;
    }
}
