package matryoshka.service.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.events.Recordings.Digest;
import matryoshka.service.minting.PreparePlan;
import org.jspecify.annotations.Nullable;

/** Finds the clients whose registration has changed, as far as plans depend on it, since their plans were judged. */
final class ChangedClients {
    private final Recordings recordings;
    private @Nullable ClientRegistry known;

    ChangedClients(Recordings recordings) {
        this.recordings = recordings;
    }

    /** The digest of what each of them has registered now, by client; empty for those that are gone. */
    Map<String, Optional<Digest>> since(ClientRegistry clients) {
        if (clients == known) {
            return Map.of();
        }
        // Read again each time: another instance may have recorded them meanwhile.
        Map<String, Digest> recorded = new HashMap<>(recordings.registrations());
        Map<String, Optional<Digest>> changed = new TreeMap<>();
        clients.all().forEach((id, client) -> {
            Digest digest = digest(client);
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

    private static Digest digest(Client client) {
        String registered = PreparePlan.registration(Optional.of(client)).toString();
        try {
            return new Digest(HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(registered.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
