package matryoshka.graph;

import java.util.regex.Pattern;

/** The syntax of names in a graph. */
public final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** {@code scope-token} of RFC 6749 §3.3, at most 200 characters. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,200}");

    private Names() {}

    /** Returns whether this can name a service, dependency, client or context. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns whether this can be a scope. */
    public static boolean isScope(String text) {
        return SCOPE.matcher(text).matches();
    }
}
