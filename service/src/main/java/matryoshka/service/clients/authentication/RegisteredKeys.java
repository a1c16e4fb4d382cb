package matryoshka.service.clients.authentication;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import matryoshka.service.platform.oauth.StrictJws;
import matryoshka.token.JwsPublicKey;
import org.jspecify.annotations.Nullable;

/** The registered public keys of a client ({@code jwks}). */
final class RegisteredKeys {
    private final List<JWK> keys;

    private RegisteredKeys(List<JWK> keys) {
        this.keys = keys;
    }

    /** @param jwks as registered, or null for no keys */
    static RegisteredKeys of(@Nullable String jwks) {
        try {
            return new RegisteredKeys(
                    jwks == null ? List.of() : JWKSet.parse(jwks).getKeys());
        } catch (ParseException impossible) {
            throw new IllegalStateException("stored keys cannot be read back", impossible);
        }
    }

    List<JWK> all() {
        return keys;
    }

    /** Returns the keys that {@code use} and {@code key_ops} (RFC 7517 §4.2, §4.3) do not reserve for anything but signatures. */
    List<JWK> forSignatures() {
        return keys.stream().filter(JwsPublicKey::isForSignatures).toList();
    }

    /** Returns whether one of the keys signed this JWT: the named key or, if none is named, any key for its algorithm. */
    boolean haveSigned(StrictJws jwt) {
        String kid = jwt.header().getKeyID();
        return keys.stream()
                .map(JwsPublicKey::of)
                .flatMap(Optional::stream)
                .filter(key -> kid == null || kid.equals(key.kid()))
                .anyMatch(jwt::isSignedBy);
    }
}
