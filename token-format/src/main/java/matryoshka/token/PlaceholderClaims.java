package matryoshka.token;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Placeholders for the claims that are unknown before minting, with the same lengths, randomness and repetition as the real ones. */
final class PlaceholderClaims {
    /** Adding a lifetime to this carries into the higher digits, so that times share as few digits as real ones ever do. */
    private static final Instant NOW = Instant.ofEpochSecond(1_795_999_900);

    /** Longer than the lifetime of any token without an extension. */
    private static final long EXTENSION = 54_321_000;

    private static final int DECIMAL = 10;

    /** This many consecutive indexes differ only in their last two digits. */
    private static final int NEIGHBOURS = 100;

    private PlaceholderClaims() {}

    /**
     * Returns placeholders for what all tokens of a tree share.
     *
     * @param values only their lengths matter
     * @param reserved bytes to add
     */
    static ChainValues chain(ChainValues values, int reserved) {
        Placeholders random = Placeholders.of("chain");
        IdentityClaims identity = values.identity();
        Cnf cnf = values.outerCnf();
        return new ChainValues(
                text(values.rootJti(), random),
                text(values.txn(), random),
                text(values.subject(), random) + random.text(reserved),
                new IdentityClaims(
                        identity.authTime() == null ? null : decimal(identity.authTime(), random),
                        identity.acr() == null ? null : text(identity.acr(), random),
                        identity.amr().stream()
                                .map(method -> text(method, random))
                                .toList()),
                NOW,
                null,
                cnf == null ? null : new Cnf(cnf.method(), text(cnf.thumbprint(), random)),
                values.extension());
    }

    /** Returns when a token expires. A real one may expire earlier, with the enclosing token: times then repeat more often. */
    static long expiry(TokenContent content, ChainValues chain) {
        boolean extended = content.place().isEmpty() && !chain.extension().isZero();
        return chain.issuedAt() + (extended ? EXTENSION : content.lifetime().toSeconds());
    }

    /** Returns a generator that produces different values for each token of a tree. */
    static Placeholders random(TokenContent content) {
        return Placeholders.of(content.place()
                + '\n'
                + content.presenter().clientId()
                + '\n'
                + content.granted().audiences());
    }

    static TokenContent content(TokenContent content, Placeholders random) {
        return new TokenContent(
                content.place(),
                random.text(content.planId().length()),
                content.presenter(),
                content.granted(),
                content.lifetime(),
                status(content),
                content.callee());
    }

    /** The tokens of a plan have consecutive indexes in a status list, so that only the last digits differ. */
    private static @Nullable StatusReference status(TokenContent content) {
        StatusReference status = content.status();
        if (status == null) {
            return null;
        }
        // The number of digits must not change.
        int neighbours = status.index() < NEIGHBOURS ? DECIMAL : NEIGHBOURS;
        int first = status.index() - status.index() % neighbours;
        return new StatusReference(first + Math.floorMod(neighbour(content.place()), neighbours), status.uri());
    }

    /** Returns consecutive numbers for tokens that are embedded side by side. */
    private static int neighbour(String place) {
        int dot = place.lastIndexOf('.');
        if (dot < 0) {
            return -1;
        }
        int sibling = 0;
        for (char digit : place.substring(dot + 1).toCharArray()) {
            sibling = DECIMAL * sibling + digit - '0';
        }
        return place.substring(0, dot).hashCode() + sibling;
    }

    private static String text(String real, Placeholders random) {
        return random.text(new JsonBytes().escaped(real).length());
    }

    /** Keeps the number of digits before and after the point; the last digit is not zero, which would not be written. */
    private static BigDecimal decimal(BigDecimal real, Placeholders random) {
        int decimals = real.scale();
        int digits = real.toBigInteger().toString().length();
        BigDecimal whole = BigDecimal.valueOf(random.number(digits));
        return decimals == 0
                ? whole
                : whole.add(BigDecimal.valueOf(random.number(decimals) / DECIMAL * DECIMAL + 1, decimals));
    }
}
