package matryoshka.resource;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A token for the next service. The string form does not show it. */
public final class NextHopToken {
    /** Where the token comes from. */
    public enum How {
        /** The received token embeds it. */
        EMBEDDED,
        /** It is the received token itself, which both services share (a dependency whose sharing is reuse). */
        SHARED,
        /** The issuer gave it in exchange for the received token, now or a while ago. */
        EXCHANGED
    }

    private final TokenView token;
    private final String audience;
    private final How how;
    private final @Nullable OwnProofs proofs;

    /** @param proofs of the key that it is bound to; null for a bearer token */
    NextHopToken(TokenView token, String audience, How how, @Nullable OwnProofs proofs) {
        this.token = token;
        this.audience = audience;
        this.how = how;
        this.proofs = proofs;
    }

    /** Returns the compact form: a secret. Prefer {@link #headers}. */
    public String value() {
        return token.compact();
    }

    /** Returns the audience of the service that it is for. */
    public String audience() {
        return audience;
    }

    public Instant expiresAt() {
        return token.expiresAt();
    }

    public SortedSet<String> scopes() {
        return token.scopes();
    }

    public How how() {
        return how;
    }

    /** Returns its {@code jti}, which may be logged. */
    public String jti() {
        return token.jti();
    }

    /**
     * Returns the headers that present the token in one request; make them anew for each. With a token that is bound to this service's
     * key, one of them is a DPoP proof (RFC 9449).
     *
     * @param method of the request
     * @param uri of the request
     */
    public Map<String, String> headers(String method, URI uri) {
        return headers(method, uri, null);
    }

    /**
     * Returns the headers that present the token in one request, to a service that demands nonces.
     *
     * @param nonce the last {@code DPoP-Nonce} of the service, or null
     */
    public Map<String, String> headers(String method, URI uri, @Nullable String nonce) {
        return proofs == null
                ? Map.of("Authorization", "Bearer " + token.compact())
                : Map.of(
                        "Authorization",
                        "DPoP " + token.compact(),
                        "DPoP",
                        proofs.proof(method, uri, token.compact(), nonce));
    }

    /** Returns whether requests with it need a DPoP proof. */
    public boolean needsProof() {
        return proofs != null;
    }

    @Override
    public String toString() {
        return how + " token " + jti() + " for " + audience;
    }
}
