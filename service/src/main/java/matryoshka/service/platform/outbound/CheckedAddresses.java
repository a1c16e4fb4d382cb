package matryoshka.service.platform.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves host names and refuses forbidden addresses. The client connects to the addresses checked here: it does not resolve a second
 * time, so the name cannot point elsewhere by then (DNS rebinding).
 */
final class CheckedAddresses implements SocketAddressResolver {
    private final SocketAddressResolver lookup;
    private final OutboundPolicy policy;

    CheckedAddresses(SocketAddressResolver lookup, OutboundPolicy policy) {
        this.lookup = lookup;
        this.policy = policy;
    }

    /** The host has a forbidden address. One suffices, since it is chance which one would be used. */
    static final class Forbidden extends IOException {
        private static final long serialVersionUID = 1;

        Forbidden() {
            super("requests to this address are not allowed");
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
