package matryoshka.service.platform.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks hosts up, and lets no forbidden address through. What is checked here is what is connected to: the client does not look up a second
 * time, so that a name cannot be another host by then (DNS rebinding).
 */
final class CheckedAddresses implements SocketAddressResolver {
    private final SocketAddressResolver lookup;
    private final OutboundPolicy policy;

    CheckedAddresses(SocketAddressResolver lookup, OutboundPolicy policy) {
        this.lookup = lookup;
        this.policy = policy;
    }

    /** The host has an address that is forbidden; one is enough, since which one would be used is chance. */
    static final class Forbidden extends IOException {
        private static final long serialVersionUID = 1;

        Forbidden() {
            super("an address to which no request is made");
        }
    }

    @Override
    public void resolve(
            String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> addresses) {
        lookup.resolve(host, port, context, new Promise<>() {
            @Override
            public void succeeded(List<InetSocketAddress> found) {
                if (found.stream().allMatch(address -> policy.permits(address.getAddress()))) {
                    addresses.succeeded(found);
                } else {
                    addresses.failed(new Forbidden());
                }
            }

            @Override
            public void failed(Throwable failure) {
                addresses.failed(failure);
            }
        });
    }
}
