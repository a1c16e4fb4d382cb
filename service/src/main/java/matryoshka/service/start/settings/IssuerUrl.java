package matryoshka.service.start.settings;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import matryoshka.graph.UriNormalForm;

/** The rules for the issuer's URL, which is its identifier and the beginning of all its endpoints' URLs. */
final class IssuerUrl {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int DEFAULT_PORT = 8080;

    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)*");

    private IssuerUrl() {}

    /** RFC 8414 §2; a trailing slash would be doubled when a path is appended. */
    static boolean isWellFormed(URI url) {
        return url.getScheme() != null
                && SCHEMES.contains(url.getScheme())
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && !url.getRawPath().endsWith("/");
    }

    /** Clients compare URLs in their normal form, while requests are compared with the literal path. */
    static boolean isInNormalForm(URI url) {
        String root = url + "/";
        return UriNormalForm.of(root).equals(root)
                && url.getRawPath() != null
                && PATH.matcher(url.getRawPath()).matches();
    }

    /** The identifier of an issuer that has none configured: where it listens on this machine. For development. */
    static URI at(ServerFactory server) {
        if (server instanceof DefaultServerFactory usual
                && !usual.getApplicationConnectors().isEmpty()) {
            return at(usual.getApplicationConnectors().get(0));
        }
        return at(server instanceof SimpleServerFactory simple ? simple.getConnector() : new HttpConnectorFactory());
    }

    private static URI at(ConnectorFactory connector) {
        boolean isHttps = connector instanceof HttpsConnectorFactory;
        int port = connector instanceof HttpConnectorFactory http ? http.getPort() : DEFAULT_PORT;
        String scheme = isHttps ? "https" : "http";
        return URI.create(scheme + "://localhost" + (port == (isHttps ? 443 : 80) ? "" : ":" + port));
    }
}
