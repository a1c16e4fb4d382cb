package matryoshka.service.platform.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the issuer's own requests may go. By default only to addresses on the internet, and only over https, so that nobody can register a
 * URL that makes the issuer access what only the issuer can reach.
 *
 * @param allowLoopback whether requests to this machine are allowed, also over http; for development
 * @param allowPrivateAddresses whether hosts in private networks are allowed; link-local addresses never are
 */
public record OutboundPolicy(boolean allowLoopback, boolean allowPrivateAddresses) {
    private static final int MAX_CHARS = 2_000;

    /** Four decimal numbers without leading zeros, which some parsers read as octal. */
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /** What a resolver may accept as an address in a short form or in other digits: the last label is a number. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    /** Returns whether a connection to this address is allowed. */
    public boolean permits(InetAddress address) {
        return switch (AddressKind.of(address)) {
            case PUBLIC -> true;
            case PRIVATE -> allowPrivateAddresses;
            case LOOPBACK -> allowLoopback;
            case NEVER -> false;
        };
    }

    /**
     * Returns why no request to this URL is allowed, as a sentence; empty if it is allowed as far as can be told without resolving its
     * host.
     */
    public Optional<String> objection(URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("This must be a URL with a host and without user or fragment.");
        }
        if (uri.toString().length() > MAX_CHARS) {
            return Optional.of("This URL is longer than " + MAX_CHARS + " characters.");
        }
        boolean loopback = isLoopback(host);
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        boolean insecure = "http".equalsIgnoreCase(uri.getScheme()) && loopback && allowLoopback;
        if (!secure && !insecure) {
            return Optional.of("This must be an https URL.");
        }
        boolean permitted = loopback ? allowLoopback : permitsHost(host);
        return permitted ? Optional.empty() : Optional.of("Requests to this address are not allowed.");
    }

    private boolean permitsHost(String host) {
        if (host.startsWith("[") || IPV4.matcher(host).matches()) {
            return literal(host).filter(this::permits).isPresent();
        }
        return !NUMERIC.matcher(host).matches();
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        return (name.startsWith("[") || IPV4.matcher(name).matches())
                && literal(name)
                        .filter(address -> AddressKind.of(address) == AddressKind.LOOPBACK)
                        .isPresent();
    }

    /** Returns the address if the host is a literal, which needs no lookup. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
