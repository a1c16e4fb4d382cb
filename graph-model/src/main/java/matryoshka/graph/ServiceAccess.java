package matryoshka.graph;

import java.util.List;
import java.util.SortedSet;

/**
 * How a service is reached.
 *
 * @param hosts where callers reach it, as {@link Host} describes; empty if that is not known
 * @param presenters clients that may present and exchange this service's tokens for it: gateways and sidecars
 */
public record ServiceAccess(SortedSet<String> hosts, SortedSet<String> presenters) {
    public static final ServiceAccess NONE = new ServiceAccess(Sorted.set(List.of()), Sorted.set(List.of()));

    public ServiceAccess {
        hosts = Sorted.set(hosts);
        presenters = Sorted.set(presenters);
    }
}
