package matryoshka.service.platform.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where requests of the issuer's own may lead. By default to addresses on the internet and by https only, so that nobody who registers a
 * URL makes the issuer ask in his place what only the issuer can reach.
 *
 * @param allowLoopback whether this machine may be asked, by http as well; for development
 * @param allowPrivateAddresses whether hosts in private networks may be asked; link-local addresses may not even then
 */
public record OutboundPolicy(boolean allowLoopback, boolean allowPrivateAddresses) {
    private static final int MAX_CHARS = 2_000;

    /** Four numbers as everybody reads them: no leading zeros, which some take for octal. */
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /** What a resolver may take for an address in short or in other digits: the last label is a number. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    /** Whether a connection to this address may be made. */
    public boolean permits(InetAddress address) {
        return switch (AddressKind.of(address)) {
            case PUBLIC -> true;
            case PRIVATE -> allowPrivateAddresses;
            case LOOPBACK -> allowLoopback;
            case NEVER -> false;
        };
    }

    /** Why no request may be made to this URL, in a sentence; empty when one may, as far as can be told without looking its host up. */
    public Optional<String> objection(URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("This must be a URL with a host, and without user and fragment.");
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
        return permitted ? Optional.empty() : Optional.of("No request is made to this address.");
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

    /** An address in numbers, which nobody is asked for. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
