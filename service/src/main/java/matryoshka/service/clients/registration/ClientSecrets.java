package matryoshka.service.clients.registration;

import java.security.SecureRandom;
import java.util.Base64;
import matryoshka.service.platform.oauth.Secret;

/** Generates client secrets: 256 random bits, with a prefix by which scanners for leaked secrets recognize them. */
public final class ClientSecrets {
    private static final String MARK = "mtk_";
    private static final int BYTES = 32;

    private final SecureRandom random;

    public ClientSecrets(SecureRandom random) {
        this.random = random;
    }

    public Secret generate() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Secret.of(MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
