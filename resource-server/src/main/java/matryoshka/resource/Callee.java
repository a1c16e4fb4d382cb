package matryoshka.resource;

import java.util.List;

/**
 * A service that this one calls.
 *
 * @param service its name in the graph
 * @param audience the audience of tokens for it
 * @param hosts where it is called; tokens for it are sent nowhere else
 * @param isReused whether it shares the received token
 */
record Callee(String service, String audience, List<HostPrefix> hosts, boolean isReused) {
    Callee {
        hosts = List.copyOf(hosts);
    }

    boolean isCalled(String nameOrAudience) {
        return service.equals(nameOrAudience) || audience.equals(nameOrAudience);
    }
}
