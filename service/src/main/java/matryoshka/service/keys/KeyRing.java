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
    private final List<KeyLife> lives;
    private final JWKSet published;
    private final Map<String, VerificationKey> byKid = new HashMap<>();

    /** Creates a ring of keys whose states do not change. */
    public KeyRing(SigningKey active, List<JWK> others) {
        this(active, others, List.of());
    }

    /**
     * Creates a ring.
     *
     * @param active the key that signs
     * @param others public keys that do not sign yet, or no longer
     * @param lives of all these keys
     */
    KeyRing(SigningKey active, List<JWK> others, List<KeyLife> lives) {
        this.active = active;
        this.lives = List.copyOf(lives);
        List<JWK> keys = new ArrayList<>(List.of(active.publicJwk()));
        keys.addAll(others);
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

    /** Returns the lives of the keys that are not gone. */
    public List<KeyLife> lives() {
        return lives;
    }

    /** Returns whether another ring has the same keys, in the same states. */
    public boolean isLike(KeyRing other) {
        return tag().equals(other.tag()) && lives.equals(other.lives);
    }

    /** Returns the public keys as a JWK set (RFC 7517 §5). */
    public JWKSet published() {
        return published;
    }

    public Optional<VerificationKey> verificationKey(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }
}
