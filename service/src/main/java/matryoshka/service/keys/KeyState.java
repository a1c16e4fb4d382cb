package matryoshka.service.keys;

import java.util.Locale;

/** What a signing key is used for. A key goes through the states in this order, and can skip some. */
public enum KeyState {
    /** Published, so that verifiers have it before it signs. */
    NEXT,
    /** Signs; there is one. */
    ACTIVE,
    /** Published until the last token that it signed has expired. */
    RETIRING,
    /** Neither published nor valid. */
    GONE;

    /** Returns its name in answers and in the audit log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
