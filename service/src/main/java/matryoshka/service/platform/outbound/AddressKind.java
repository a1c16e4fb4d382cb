package matryoshka.service.platform.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import matryoshka.service.platform.connections.AddressRange;

/**
 * The kind of an address, by the registries of special addresses (RFC 6890) for IPv4 and IPv6. An IPv6 address that embeds an IPv4 address
 * and is translated to it on the way has the kind of the latter.
 */
public enum AddressKind {
    /** On the public internet. */
    PUBLIC,
    /** A private network: RFC 1918, RFC 6598 (shared), RFC 4193 (unique local). */
    PRIVATE,
    /** This machine. */
    LOOPBACK,
    /** Never fetched from: link-local, where clouds keep their credentials, multicast, reserved, documentation, tunnels. */
    NEVER;

    private static final List<Block> IPV4 = List.of(
            new Block("127.0.0.0/8", LOOPBACK),
            new Block("10.0.0.0/8", PRIVATE),
            new Block("172.16.0.0/12", PRIVATE),
            new Block("192.168.0.0/16", PRIVATE),
            new Block("100.64.0.0/10", PRIVATE),
            new Block("0.0.0.0/8", NEVER),
            new Block("169.254.0.0/16", NEVER),
            new Block("192.0.0.0/24", NEVER),
            new Block("192.0.2.0/24", NEVER),
            new Block("192.88.99.0/24", NEVER),
            new Block("198.18.0.0/15", NEVER),
            new Block("198.51.100.0/24", NEVER),
            new Block("203.0.113.0/24", NEVER),
            // Multicast, reserved and broadcast.
            new Block("224.0.0.0/3", NEVER));

    /** The parts of 2000::/3, assigned as global unicast, that are not hosts on the internet. */
    private static final List<Block> IPV6 = List.of(
            new Block("::1/128", LOOPBACK),
            new Block("fc00::/7", PRIVATE),
            // Protocol assignments, including Teredo.
            new Block("2001::/23", NEVER),
            new Block("2001:db8::/32", NEVER),
            new Block("2002::/16", NEVER),
            new Block("3fff::/20", NEVER),
            new Block("2000::/3", PUBLIC));

    /** NAT64 (RFC 6052): the last four bytes are an IPv4 address. */
    private static final AddressRange TRANSLATED =
            AddressRange.parse("64:ff9b::/96").orElseThrow();

    private static final int IPV4_BYTES = 4;

    public static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return first(IPV4, bytes, PUBLIC);
        }
        // Java itself converts mapped addresses (::ffff:0:0/96) to IPv4, but not compatible ones, which are outdated.
        return TRANSLATED.contains(bytes)
                ? first(IPV4, Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length), PUBLIC)
                : first(IPV6, bytes, NEVER);
    }

    private static AddressKind first(List<Block> blocks, byte[] address, AddressKind otherwise) {
        return blocks.stream()
                .filter(block -> block.range().contains(address))
                .map(Block::kind)
                .findFirst()
                .orElse(otherwise);
    }

    private record Block(AddressRange range, AddressKind kind) {
        Block(String range, AddressKind kind) {
            this(AddressRange.parse(range).orElseThrow(), kind);
        }
    }
}
