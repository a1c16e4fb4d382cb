package matryoshka.service.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import matryoshka.token.SigningKey;
import matryoshka.token.VerificationKey;

/** The issuer's keys in use: one signs; all are published and verify. Immutable. */
public final class KeyRing {
    private final SigningKey active;
    private final JWKSet published;
    private final Map<String, VerificationKey> byKid = new HashMap<>();

    /**
     * @param active the key that signs
     * @param retiring public keys that no longer sign, while tokens signed with them can be live
     */
    public KeyRing(SigningKey active, List<JWK> retiring) {
        this.active = active;
        List<JWK> keys = new ArrayList<>(List.of(active.publicJwk()));
        keys.addAll(retiring);
        this.published = new JWKSet(keys);
        keys.forEach(key -> VerificationKey.of(key).ifPresent(verifying -> byKid.put(key.getKeyID(), verifying)));
    }

    /** Returns a tag that differs for each set of keys, and changes whenever another key signs. */
    public String tag() {
        return active.kid() + "-"
                + UUID.nameUUIDFromBytes(published.toString(true).getBytes(StandardCharsets.UTF_8));
    }

    public SigningKey active() {
        return active;
    }

    /** Returns the public keys as a JWK set (RFC 7517 §5). */
    public JWKSet published() {
        return published;
    }

    public Optional<VerificationKey> verificationKey(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }
}
