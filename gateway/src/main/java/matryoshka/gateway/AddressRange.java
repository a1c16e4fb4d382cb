package matryoshka.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses with a common prefix: one address, or a CIDR block (RFC 4632 §3.1, RFC 4291 §2.3). */
final class AddressRange {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final byte[] address;
    private final int bits;

    private AddressRange(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** Returns the range that a text denotes; empty for anything else, such as a host name. */
    static Optional<AddressRange> parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<byte[]> address = address(parts[0]);
        if (address.isEmpty() || parts.length > 2) {
            return Optional.empty();
        }
        int all = address.get().length * Byte.SIZE;
        if (parts.length == 1) {
            return Optional.of(new AddressRange(address.get(), all));
        }
        return Pattern.matches("[0-9]{1,3}", parts[1]) && Integer.parseInt(parts[1]) <= all
                ? Optional.of(new AddressRange(address.get(), Integer.parseInt(parts[1])))
                : Optional.empty();
    }

    /** Returns whether an address, given as text, is in this range. */
    boolean contains(String text) {
        return address(text).filter(this::matches).isPresent();
    }

    private boolean matches(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((address[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Never queries a name server: only text that looks like an address is parsed. */
    private static Optional<byte[]> address(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return LITERAL.matcher(bare).matches()
                    ? Optional.of(InetAddress.getByName(bare).getAddress())
                    : Optional.empty();
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }
}
