package matryoshka.service.planning.minting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import matryoshka.graph.plan.Registration;
import matryoshka.service.clients.Client;

/**
 * Detects changes of a client's registration, as far as plans depend on it.
 *
 * @param hex SHA-256
 */
public record RegistrationDigest(String hex) {

    public static RegistrationDigest of(Client client) {
        Registration registration = Planner.registration(Optional.of(client));
        // Digests are stored: this form must never change.
        String registered =
                "Registration[scopes=" + registration.scopes().toList() + ", claims=" + registration.claims() + "]";
        try {
            return new RegistrationDigest(HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(registered.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
