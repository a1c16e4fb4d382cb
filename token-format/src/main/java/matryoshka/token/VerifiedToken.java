package matryoshka.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature, issuer, times and claims a {@link TokenVerifier} has verified. The caller must check its audience, whether it is
 * bound to its presenter's key, and whether it is revoked or stale. The string form shows only the {@code jti}. Immutable.
 */
public final class VerifiedToken implements Verification {
    private final Map<String, Object> claims;
    private final String issuer;
    private final Supplier<String> json;
    private final String subject;
    private final List<String> audiences;
    private final String clientId;
    private final SortedSet<String> scopes;
    private final String jti;
    private final String txn;
    private final Instant issuedAt;
    private final Instant expiresAt;
    private final List<String> actors;
    private final long graphVersion;
    private final String planId;
    private final @Nullable Cnf cnf;
    private final IdentityClaims identity;
    private final List<String> exchange;
    private final EmbeddedClaim embedded;

    /** Only for {@link TokenVerifier}: the caller must have verified the signature. */
    VerifiedToken(CompactJws jws, ClaimReader claims, String json) throws ClaimReader.Malformed {
        this(jws, claims, () -> json);
    }

    /** @param json writes the claims, if anybody asks */
    VerifiedToken(CompactJws jws, ClaimReader claims, Supplier<String> json) throws ClaimReader.Malformed {
        this.json = json;
        this.claims = Collections.unmodifiableMap(claims.members());
        this.issuer = claims.text(ClaimNames.ISSUER);
        this.subject = claims.text(ClaimNames.SUBJECT);
        this.audiences = claims.textOrTexts(ClaimNames.AUDIENCE);
        this.clientId = claims.text(ClaimNames.CLIENT_ID);
        this.scopes = scopes(claims.optionalText(ClaimNames.SCOPE));
        this.jti = claims.text(ClaimNames.JWT_ID);
        this.txn = claims.text(ClaimNames.TRANSACTION);
        this.issuedAt = claims.time(ClaimNames.ISSUED_AT);
        this.expiresAt = claims.time(ClaimNames.EXPIRES_AT);
        this.actors = actors(claims);
        this.graphVersion = claims.object(ClaimNames.GRAPH).number(ClaimNames.GRAPH_VERSION);
        this.planId = claims.object(ClaimNames.GRAPH).text(ClaimNames.GRAPH_PLAN);
        this.cnf = cnf(claims);
        this.identity = new IdentityClaims(
                claims.optionalDecimal(ClaimNames.AUTH_TIME),
                claims.optionalText(ClaimNames.ACR),
                claims.texts(ClaimNames.AMR));
        this.exchange = claims.texts(ClaimNames.EXCHANGE);
        this.embedded = EmbeddedClaim.of(jws, claims);
    }

    private static SortedSet<String> scopes(@Nullable String scope) {
        return Collections.unmodifiableSortedSet(
                scope == null ? new TreeSet<>() : new TreeSet<>(List.of(scope.split(" "))));
    }

    private static List<String> actors(ClaimReader claims) throws ClaimReader.Malformed {
        List<String> actors = new ArrayList<>();
        for (ClaimReader level = claims; level.has(ClaimNames.ACTOR); ) {
            level = level.object(ClaimNames.ACTOR);
            actors.add(level.text(ClaimNames.SUBJECT));
        }
        return List.copyOf(actors);
    }

    private static @Nullable Cnf cnf(ClaimReader claims) throws ClaimReader.Malformed {
        if (!claims.has(ClaimNames.CONFIRMATION)) {
            return null;
        }
        ClaimReader cnf = claims.object(ClaimNames.CONFIRMATION);
        String method = cnf.onlyName();
        return new Cnf(method, cnf.text(method));
    }

    public String issuer() {
        return issuer;
    }

    /** Returns the user or client that the chain acts for. */
    public String subject() {
        return subject;
    }

    public List<String> audiences() {
        return audiences;
    }

    /** Returns who presents it. */
    public String clientId() {
        return clientId;
    }

    public SortedSet<String> scopes() {
        return scopes;
    }

    public String jti() {
        return jti;
    }

    public String txn() {
        return txn;
    }

    public Instant issuedAt() {
        return issuedAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** Returns the actors, newest first; empty for a client's own token. */
    public List<String> actors() {
        return actors;
    }

    /** Returns whether somebody acts for the subject. */
    public boolean hasActor() {
        return !actors.isEmpty();
    }

    public long graphVersion() {
        return graphVersion;
    }

    public String planId() {
        return planId;
    }

    /** Returns the key whose possession the presenter must prove; empty for a bearer token. */
    public Optional<Cnf> cnf() {
        return Optional.ofNullable(cnf);
    }

    public IdentityClaims identity() {
        return identity;
    }

    /** Returns audiences that are available by exchange, because the size budget cut them. */
    public List<String> exchange() {
        return exchange;
    }

    /** Returns the tokens that it embeds, not verified yet. Packed ones are unpacked at each call, so keep the result. */
    public Unpacking embedded() {
        return embedded.read();
    }

    /** Returns all claims as parsed: whole numbers are {@code Long}, others {@code Double}. */
    public Map<String, Object> claims() {
        return claims;
    }

    /**
     * Returns all claims as they were signed: exact where {@link #claims} rounds a number. Contains the embedded tokens, which are secret.
     */
    public String json() {
        return json.get();
    }

    @Override
    public String toString() {
        return "token " + jti;
    }
}
