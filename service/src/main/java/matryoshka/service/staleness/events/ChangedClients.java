package matryoshka.service.staleness.events;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.planning.minting.RegistrationDigest;
import org.jspecify.annotations.Nullable;

/** Finds the clients whose registration has changed, as far as plans depend on it, since their plans were judged. */
final class ChangedClients {
    private final Recordings recordings;
    private @Nullable ClientRegistry known;

    ChangedClients(Recordings recordings) {
        this.recordings = recordings;
    }

    /** The digest of what each of them has registered now, by client; empty for those that are gone. */
    Map<String, Optional<RegistrationDigest>> since(ClientRegistry clients) {
        if (clients == known) {
            return Map.of();
        }
        // Read again each time: another instance may have recorded them meanwhile.
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

    /** These have been looked at. */
    void recorded(ClientRegistry clients) {
        known = clients;
    }
}
