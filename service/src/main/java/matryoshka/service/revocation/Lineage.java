package matryoshka.service.revocation;

import java.util.function.Predicate;

/**
 * What a {@code jti} tells of where its token comes from: an embedded token's is that of the token around it with a dot and a number, one
 * had by exchange its subject token's with a tilde and something random. So {@code R.1~x.0} comes from {@code R.1~x}, {@code R.1} and
 * {@code R}.
 */
final class Lineage {
    private static final char EMBEDDED = '.';
    private static final char EXCHANGED = '~';

    private Lineage() {}

    /** Whether this holds for the {@code jti} itself or for one that it was derived from. */
    static boolean anyMatch(String jti, Predicate<String> wanted) {
        for (int end = 0; end < jti.length(); end++) {
            char here = jti.charAt(end);
            if ((here == EMBEDDED || here == EXCHANGED) && wanted.test(jti.substring(0, end))) {
                return true;
            }
        }
        return wanted.test(jti);
    }
}
