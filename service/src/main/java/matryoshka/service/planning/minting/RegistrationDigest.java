package matryoshka.service.planning.minting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import matryoshka.service.clients.Client;

/**
 * Detects changes of a client's registration, as far as plans depend on it.
 *
 * @param hex SHA-256
 */
public record RegistrationDigest(String hex) {

    public static RegistrationDigest of(Client client) {
        String registered = Planner.registration(Optional.of(client)).toString();
        try {
            return new RegistrationDigest(HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(registered.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
