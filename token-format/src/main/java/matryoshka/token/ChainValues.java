package matryoshka.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What all tokens of one tree share and the plan does not know. Refused with {@code IllegalArgumentException}: a {@code notAfter} that
 * leaves no second to live, and a {@code now} that has not ten digits (2001 to 2286).
 *
 * @param rootJti the outer token's {@code jti}; those below append their place
 * @param txn the transaction id of the chain
 * @param subject whom the chain acts for
 * @param identity how that user authenticated
 * @param now when the tree is minted; fractions of a second are dropped
 * @param notAfter no token lives longer (the subject token's {@code exp}), or null
 * @param outerCnf what the outer token is bound to: a key of the client's, or null
 * @param extension by how much the outer token outlives what all else allows; zero as a rule
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
            throw new IllegalArgumentException("a time outside of 2001 to 2286");
        }
        if (notAfter != null && notAfter.getEpochSecond() <= now.getEpochSecond()) {
            throw new IllegalArgumentException("no token can be minted that would have ended already");
        }
    }

    /** The values of a tree whose outer token is a bearer token. */
    public ChainValues(
            String rootJti,
            String txn,
            String subject,
            IdentityClaims identity,
            Instant now,
            @Nullable Instant notAfter) {
        this(rootJti, txn, subject, identity, now, notAfter, null, Duration.ZERO);
    }

    /** The same, for a tree whose outer token is bound to a key, or to none when it is null. */
    public ChainValues boundTo(@Nullable Cnf cnf) {
        return new ChainValues(rootJti, txn, subject, identity, now, notAfter, cnf, extension);
    }

    /** The same, for a tree whose outer token has this {@code jti}. */
    public ChainValues named(String jti) {
        return new ChainValues(jti, txn, subject, identity, now, notAfter, outerCnf, extension);
    }

    /** The same, for a tree whose outer token may outlive what it was exchanged for. */
    public ChainValues extendedBy(Duration time) {
        return new ChainValues(rootJti, txn, subject, identity, now, notAfter, outerCnf, time);
    }

    /** When the outer token expires that lives for so long by itself. */
    public Instant expiry(Duration lifetime) {
        long own = issuedAt() + lifetime.toSeconds();
        return Instant.ofEpochSecond(Math.min(own, latestExpiry()) + extension.toSeconds());
    }

    long issuedAt() {
        return now.getEpochSecond();
    }

    /** The latest {@code exp} of the tree. */
    long latestExpiry() {
        return notAfter == null ? Long.MAX_VALUE : notAfter.getEpochSecond();
    }
}
