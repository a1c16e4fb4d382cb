package matryoshka.spring;

import java.util.List;
import java.util.Locale;

/** Recognizes requests that present a token. */
final class Presented {
    private Presented() {}

    /** Returns whether a header {@code Authorization} is of the scheme {@code Bearer} or {@code DPoP}. Also whether it holds no token. */
    static boolean isToken(List<String> authorization) {
        return authorization.stream()
                .map(value -> value.strip().split(" ", 2)[0].toLowerCase(Locale.ROOT))
                .anyMatch(scheme -> scheme.equals("bearer") || scheme.equals("dpop"));
    }
}
