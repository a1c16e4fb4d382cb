package matryoshka.service.clients.authentication;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.replay.UsedId;
import matryoshka.service.clients.replay.UsedIds;
import matryoshka.service.platform.oauth.ClientAssertion;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a client's assertion (RFC 7523 §3). It must be made for this issuer alone (draft-ietf-oauth-rfc7523bis: the issuer is the sole
 * audience; the URL of an endpoint is not accepted), be valid now, be signed with a key of the client, and be presented for the first time
 * on any instance.
 */
public final class VerifyAssertion {
    /** The longest lifetime and the greatest age. */
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(10);

    /** How far a client's clock may be ahead; does not extend the expiry of an assertion. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final String issuer;
    private final ClientKeysByUrl keysByUrl;
    private final UsedIds usedIds;
    private final Clock clock;

    public VerifyAssertion(String issuer, ClientKeysByUrl keysByUrl, UsedIds usedIds, Clock clock) {
        this.issuer = issuer;
        this.keysByUrl = keysByUrl;
        this.usedIds = usedIds;
        this.clock = clock;
    }

    /** Returns the client that made the assertion, or what is wrong with it. Throws if nobody can tell whether it was used before. */
    Authentication verify(ClientRegistry clients, ClientAssertion assertion) {
        Optional<Client> claimed = clients.find(assertion.clientId());
        return claimed.flatMap(client -> flaw(client, assertion))
                .<Authentication>map(Authentication.Failed::new)
                .or(() -> claimed.map(Authentication.Proven::new))
                .orElseGet(() -> new Authentication.Failed(AuthenticationFlaw.UNKNOWN_CLIENT));
    }

    private Optional<AuthenticationFlaw> flaw(Client client, ClientAssertion assertion) {
        if (client.metadata().authentication() != AuthenticationMethod.PRIVATE_KEY_JWT) {
            return Optional.of(AuthenticationFlaw.WRONG_METHOD);
        }
        if (client.metadata().disabled()) {
            return Optional.of(AuthenticationFlaw.CLIENT_DISABLED);
        }
        if (!assertion.claims().getAudience().equals(List.of(issuer))) {
            return Optional.of(AuthenticationFlaw.ASSERTION_AUDIENCE);
        }
        if (!isForNow(assertion.claims())) {
            return Optional.of(AuthenticationFlaw.ASSERTION_TIME);
        }
        if (!isSigned(client, assertion)) {
            return Optional.of(AuthenticationFlaw.ASSERTION_SIGNATURE);
        }
        return isNew(client, assertion.claims())
                ? Optional.empty()
                : Optional.of(AuthenticationFlaw.ASSERTION_REPLAYED);
    }

    private boolean isSigned(Client client, ClientAssertion assertion) {
        URI published = client.metadata().jwksUri();
        return published == null
                ? RegisteredKeys.of(client.metadata().jwks()).haveSigned(assertion.jwt())
                : keysByUrl.haveSigned(client.id(), published, assertion.jwt());
    }

    private boolean isForNow(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant soon = now.plus(SKEW);
        Instant end = claims.getExpirationTime().toInstant();
        return end.isAfter(now)
                && !end.isAfter(now.plus(MAX_LIFETIME))
                && isUntil(claims.getNotBeforeTime(), soon)
                && isUntil(claims.getIssueTime(), soon)
                && (claims.getIssueTime() == null
                        || !claims.getIssueTime().toInstant().isBefore(now.minus(MAX_LIFETIME)));
    }

    private static boolean isUntil(@Nullable Date time, Instant latest) {
        return time == null || !time.toInstant().isAfter(latest);
    }

    /** Checked last, so that only genuine assertions leave a trace. */
    private boolean isNew(Client client, JWTClaimsSet claims) {
        return usedIds.firstUse(new UsedId(
                UsedId.Kind.ASSERTION,
                client.id(),
                claims.getJWTID(),
                claims.getExpirationTime().toInstant()));
    }
}
