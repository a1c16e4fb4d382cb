package matryoshka.token;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the user authenticated (RFC 9068 §2.2.1), copied unchanged down the tree.
 *
 * @param authTime seconds since the epoch, possibly with a fraction (RFC 7519 §2), to the microsecond; null if unknown
 * @param acr the authentication context class, or null if unknown
 * @param amr the methods; empty if unknown
 */
public record IdentityClaims(
        @Nullable BigDecimal authTime, @Nullable String acr, List<String> amr) {

    /** A parser that reads fractions as doubles returns these exactly. */
    private static final int MAX_DECIMALS = 6;

    public static final IdentityClaims NONE = new IdentityClaims(null, null, List.of());

    public IdentityClaims {
        authTime = authTime == null ? null : plain(authTime);
        amr = List.copyOf(amr);
    }

    /** Returns one form for each value, so that equal times are equal objects. */
    private static BigDecimal plain(BigDecimal seconds) {
        BigDecimal stripped = (seconds.scale() > MAX_DECIMALS
                        ? seconds.setScale(MAX_DECIMALS, RoundingMode.HALF_EVEN)
                        : seconds)
                .stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
