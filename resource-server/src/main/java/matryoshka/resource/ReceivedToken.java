package matryoshka.resource;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.token.ClaimNames;
import matryoshka.token.TokenStanding;
import matryoshka.token.Unpacking;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * A token that this service has received, and that {@link ResourceServer#verify} has accepted. Gives what it says, and the tokens for the
 * services that this one calls next. The string form shows only its {@code jti}. Thread-safe.
 */
public final class ReceivedToken {
    /** What renewal would change, and says who sent the request. */
    private static final List<String> OF_PRESENTER =
            List.of(ClaimNames.CLIENT_ID, ClaimNames.ACTOR, ClaimNames.JWT_ID, ClaimNames.CONFIRMATION);

    private final VerifiedToken token;
    private final Exchanged current;
    private final TrustedIssuer issuer;
    private final Map<String, Object> claims;
    private volatile @Nullable Unpacking embedded;

    /**
     * Creates what a request presented.
     *
     * @param token as it was presented
     * @param current the token that was got for it by renewal; else the same
     */
    ReceivedToken(VerifiedToken token, Exchanged current, TrustedIssuer issuer) {
        this.token = token;
        this.current = current;
        this.issuer = issuer;
        Map<String, Object> shown = new HashMap<>(current.token().claims());
        shown.remove(ClaimNames.TOKENS);
        for (String name : OF_PRESENTER) {
            Object presented = token.claims().get(name);
            if (presented == null) {
                shown.remove(name);
            } else {
                shown.put(name, presented);
            }
        }
        this.claims = Collections.unmodifiableMap(shown);
    }

    public String issuer() {
        return token.issuer();
    }

    /** Returns the user or client that the chain of calls acts for. */
    public String subject() {
        return token.subject();
    }

    /** Returns who presented it: the client that began the chain, or the service before this one. */
    public String clientId() {
        return token.clientId();
    }

    /** Returns who acts for the subject, newest first; empty for a client's own token. */
    public List<String> actors() {
        return token.actors();
    }

    public List<String> audiences() {
        return current.token().audiences();
    }

    public SortedSet<String> scopes() {
        return current.token().scopes();
    }

    /**
     * Requires scopes.
     *
     * @throws RefusedException with 403 if the token lacks one of them
     */
    public void requireScopes(String... required) {
        SortedSet<String> needed = new TreeSet<>(Arrays.asList(required));
        if (!scopes().containsAll(needed)) {
            throw insufficientScope(required);
        }
    }

    /**
     * Returns how to refuse a request that the token does not suffice for, by rules other than {@link #requireScopes}.
     *
     * @param needed the scopes that would suffice; none if that is unknown
     */
    public RefusedException insufficientScope(String... needed) {
        boolean byProof = token.cnf().filter(cnf -> cnf.method().equals("jkt")).isPresent();
        return RefusedException.insufficientScope(new TreeSet<>(Arrays.asList(needed)), byProof);
    }

    /** Returns its id. May be logged. */
    public String jti() {
        return token.jti();
    }

    /** Returns the id of the chain of calls, the same in all tokens of it. May be logged. */
    public String txn() {
        return token.txn();
    }

    public Instant issuedAt() {
        return token.issuedAt();
    }

    public Instant expiresAt() {
        return current.token().expiresAt();
    }

    /** Returns all claims but the embedded tokens, also custom ones: whole numbers as {@code Long}, others as {@code Double}. */
    public Map<String, Object> claims() {
        return claims;
    }

    /** Returns how the token stands in today's graph, as far as is known now. */
    public TokenStanding standing() {
        return issuer.status().standingOf(current.token());
    }

    /**
     * Returns the token for a service that this one calls: the embedded one, else one by exchange.
     *
     * @param callee the service's name or audience
     * @throws NoTokenException if there is none; the message says which dependency is missing
     */
    public NextHopToken tokenFor(String callee) {
        return tokenFor(TokenRequest.to(callee));
    }

    /** Returns the token for a service that this one calls, as the request describes it. See {@link #tokenFor(String)}. */
    public NextHopToken tokenFor(TokenRequest request) {
        return issuer.nextHops().token(this, request);
    }

    /**
     * Returns the token for a service that this one calls, if it is embedded or shared: never waits for the issuer. For callers that must
     * know beforehand whether they could wait.
     *
     * @throws NoTokenException if the received token is no longer accepted, or the embedded one cannot be read
     */
    public Optional<NextHopToken> tokenAtHand(TokenRequest request) {
        return issuer.nextHops().tokenAtHand(this, request);
    }

    /**
     * Returns the token for the service at a URL. Only the hosts that the graph lists for services, or the configuration, are known.
     *
     * @throws NoTokenException if no service is known at this URL, or there is no token for it
     */
    public NextHopToken tokenFor(URI url) {
        return issuer.nextHops().token(this, url);
    }

    /**
     * Returns the token for the service at a URL; empty if no service is listed there. For clients that also call what is not in the graph.
     *
     * @throws NoTokenException if a service is listed at this URL, but there is no token for it
     */
    public Optional<NextHopToken> tokenIfListed(URI url) {
        return issuer.nextHops().tokenIfListed(this, url);
    }

    VerifiedToken verified() {
        return token;
    }

    /** Returns the token that the calls of this service are made with. */
    Exchanged current() {
        return current;
    }

    /** Returns the embedded tokens; unpacks them once. */
    Unpacking embedded() {
        Unpacking known = embedded;
        if (known == null) {
            known = current.token().embedded();
            embedded = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return token.toString();
    }
}
