package matryoshka.token;

import java.util.Locale;

/** In which direction a token is stale (docs/model.md, section 7). */
public enum StaleDirection {
    /** Today's token would have authority that this one lacks. */
    MISSING,
    /** This token has authority that today's would not have. */
    EXCESS,
    /** The authority is the same, but something else in the token differs. */
    CHANGED;

    /** Returns the name in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
