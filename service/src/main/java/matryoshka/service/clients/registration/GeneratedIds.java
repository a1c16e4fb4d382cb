package matryoshka.service.clients.registration;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names clients that came without a name. Random, so that two replicas need not agree. */
final class GeneratedIds {
    private static final int BYTES = 8;

    private final SecureRandom random;

    GeneratedIds(SecureRandom random) {
        this.random = random;
    }

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return "client-" + HexFormat.of().formatHex(bytes);
    }
}
