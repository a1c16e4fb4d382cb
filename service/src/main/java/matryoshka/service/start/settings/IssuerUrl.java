package matryoshka.service.start.settings;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import matryoshka.graph.UriNormalForm;

/** What the issuer's URL must be, which is its identifier as well as the beginning of all its addresses. */
final class IssuerUrl {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)*");

    private IssuerUrl() {}

    /** RFC 8414 §2; a slash at the end would make two of it where a path is appended. */
    static boolean isWellFormed(URI url) {
        return url.getScheme() != null
                && SCHEMES.contains(url.getScheme())
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && !url.getRawPath().endsWith("/");
    }

    /** Clients compare addresses by their normal form, and requests are compared with the path as it is. */
    static boolean isInNormalForm(URI url) {
        String root = url + "/";
        return UriNormalForm.of(root).equals(root)
                && url.getRawPath() != null
                && PATH.matcher(url.getRawPath()).matches();
    }
}
