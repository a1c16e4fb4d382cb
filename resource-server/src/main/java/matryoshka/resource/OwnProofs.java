package matryoshka.resource;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Makes DPoP proofs (RFC 9449 §4.2) with this service's key. Thread-safe. */
final class OwnProofs {
    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
    private static final int JTI_BYTES = 12;

    private final OwnKey key;
    private final SecureRandom random;
    private final Clock clock;

    OwnProofs(OwnKey key, SecureRandom random, Clock clock) {
        this.key = key;
        this.random = random;
        this.clock = clock;
    }

    String thumbprint() {
        return key.thumbprint();
    }

    /**
     * Returns a proof for one request.
     *
     * @param token that the request presents, or null
     * @param nonce of whom the request is for, or null
     */
    String proof(String method, URI uri, @Nullable String token, @Nullable String nonce) {
        byte[] jti = new byte[JTI_BYTES];
        random.nextBytes(jti);
        String url = uri.toString();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(Digests.base64url(jti))
                .claim("htm", method)
                .claim("htu", url.split("[?#]", 2)[0])
                .issueTime(Date.from(clock.instant()));
        if (token != null) {
            claims.claim("ath", Digests.sha256(token));
        }
        if (nonce != null) {
            claims.claim("nonce", nonce);
        }
        return key.sign(key.header().type(TYPE).jwk(key.publicJwk()).build(), claims.build());
    }
}
