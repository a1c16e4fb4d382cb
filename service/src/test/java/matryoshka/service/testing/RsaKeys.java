package matryoshka.service.testing;

import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** RSA keys take seconds to generate, so each process generates a few and uses them in turn; consecutive ones differ. */
final class RsaKeys {
    private static final int DIFFERENT = 3;
    private static final int BITS = 2048;
    private static final List<String> MADE = new ArrayList<>();
    private static int next;

    private RsaKeys() {}

    /** One without a {@code kid}, and nobody else's to change. */
    static synchronized PublicJsonWebKey next() throws JoseException {
        int index = next++ % DIFFERENT;
        if (index == MADE.size()) {
            MADE.add(RsaJwkGenerator.generateJwk(BITS).toJson(OutputControlLevel.INCLUDE_PRIVATE));
        }
        return PublicJsonWebKey.Factory.newPublicJwk(MADE.get(index));
    }
}
