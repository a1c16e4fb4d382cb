package matryoshka.token;

import java.util.function.Predicate;

/**
 * Derives the ancestors of a token from its {@code jti}. The {@code jti} of an embedded token is that of the token around it with a dot and
 * a number; after an exchange it is that of the subject token with a tilde and random characters. So {@code R.1~x.0} comes from
 * {@code R.1~x}, {@code R.1} and {@code R}.
 */
public final class Lineage {
    private static final char EMBEDDED = '.';
    private static final char EXCHANGED = '~';

    private Lineage() {}

    /** Returns whether this holds for the {@code jti} or for one that it was derived from. */
    public static boolean anyMatch(String jti, Predicate<String> wanted) {
        for (int end = 0; end < jti.length(); end++) {
            char here = jti.charAt(end);
            if ((here == EMBEDDED || here == EXCHANGED) && wanted.test(jti.substring(0, end))) {
                return true;
            }
        }
        return wanted.test(jti);
    }
}
