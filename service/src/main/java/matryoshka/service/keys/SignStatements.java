package matryoshka.service.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import matryoshka.token.SignatureProvider;
import matryoshka.token.TokenSigner;

/** Signs the issuer's statements other than tokens as JWTs of other types (RFC 8725 §3.11), with the key that signs tokens. */
public final class SignStatements {
    private final SignatureProvider provider;

    public SignStatements(SignatureProvider provider) {
        this.provider = provider;
    }

    /**
     * Returns a signed statement in the compact form.
     *
     * @param type its {@code typ} header
     */
    public String sign(KeyRing keys, String type, ObjectNode claims) {
        return sign(keys, type, claims.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Does the same for claims that are JSON in UTF-8 already. */
    public String sign(KeyRing keys, String type, byte[] payload) {
        return new String(new TokenSigner(keys.active(), provider, type).sign(payload), StandardCharsets.US_ASCII);
    }
}
