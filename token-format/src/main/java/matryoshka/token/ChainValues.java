package matryoshka.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What all tokens of one tree share and the plan does not know. Throws {@code IllegalArgumentException} for a {@code notAfter} that leaves
 * less than a second to live, and for a {@code now} without ten digits (2001 to 2286).
 *
 * @param rootJti the outer token's {@code jti}; nested tokens append their position
 * @param txn the transaction id of the chain
 * @param subject whom the chain acts for
 * @param identity how that user authenticated
 * @param now when the tree is minted; fractions of a second are dropped
 * @param notAfter no token lives longer (the subject token's {@code exp}), or null
 * @param outerCnf the client's key that the outer token is bound to, or null
 * @param extension by how much the outer token outlives all other limits; usually zero
 */
public record ChainValues(
        String rootJti,
        String txn,
        String subject,
        IdentityClaims identity,
        Instant now,
        @Nullable Instant notAfter,
        @Nullable Cnf outerCnf,
        Duration extension) {

    /** Sizes are computed before times are known, so all times have this many digits. */
    static final int TIME_DIGITS = 10;

    public ChainValues {
        if (Long.toString(now.getEpochSecond()).length() != TIME_DIGITS) {
            throw new IllegalArgumentException("a time before 2001 or after 2286");
        }
        if (notAfter != null && notAfter.getEpochSecond() <= now.getEpochSecond()) {
            throw new IllegalArgumentException("a token that has already expired cannot be minted");
        }
    }

    /** Creates the values of a tree whose outer token is a bearer token. */
    public ChainValues(
            String rootJti,
            String txn,
            String subject,
            IdentityClaims identity,
            Instant now,
            @Nullable Instant notAfter) {
        this(rootJti, txn, subject, identity, now, notAfter, null, Duration.ZERO);
    }

    /** Returns the same values for a tree whose outer token is bound to a key, or to none if it is null. */
    public ChainValues boundTo(@Nullable Cnf cnf) {
        return new ChainValues(rootJti, txn, subject, identity, now, notAfter, cnf, extension);
    }

    /** Returns the same values for a tree whose outer token has this {@code jti}. */
    public ChainValues named(String jti) {
        return new ChainValues(jti, txn, subject, identity, now, notAfter, outerCnf, extension);
    }

    /** Returns the same values for a tree whose outer token may outlive its subject token. */
    public ChainValues extendedBy(Duration time) {
        return new ChainValues(rootJti, txn, subject, identity, now, notAfter, outerCnf, time);
    }

    /** Returns when the outer token expires if it lives this long by itself. */
    public Instant expiry(Duration lifetime) {
        long own = issuedAt() + lifetime.toSeconds();
        return Instant.ofEpochSecond(Math.min(own, latestExpiry()) + extension.toSeconds());
    }

    long issuedAt() {
        return now.getEpochSecond();
    }

    /** Returns the latest {@code exp} in the tree. */
    long latestExpiry() {
        return notAfter == null ? Long.MAX_VALUE : notAfter.getEpochSecond();
    }
}
