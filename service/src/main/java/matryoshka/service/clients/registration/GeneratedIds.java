package matryoshka.service.clients.registration;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Generates ids for clients that were registered without one. They are random, so that instances need not coordinate. */
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
