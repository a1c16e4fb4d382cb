package matryoshka.service.platform.oauth;

import java.net.URI;
import java.net.URISyntaxException;

/** Checks for an absolute URI as OAuth defines it (RFC 8693 §2.1, RFC 8707 §2): with a scheme and without fragment. */
public final class AbsoluteUri {
    private AbsoluteUri() {}

    public static boolean is(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.getRawFragment() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
