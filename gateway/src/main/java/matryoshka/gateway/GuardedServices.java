package matryoshka.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import matryoshka.resource.Count;
import matryoshka.resource.ResourceServer;
import org.jspecify.annotations.Nullable;

/** The services whose tokens are verified here, by name. */
final class GuardedServices implements AutoCloseable {
    private final Map<String, ResourceServer> servers = new LinkedHashMap<>();

    /** @param audiences of the services, by name */
    GuardedServices(Map<String, String> audiences, BiFunction<String, String, ResourceServer> starter) {
        audiences.forEach((name, audience) -> servers.put(name, starter.apply(name, audience)));
    }

    /** Returns the service of this name; without a name the only one; empty if there is none, or none is named and there are several. */
    Optional<ResourceServer> named(@Nullable String name) {
        return name == null
                ? servers.values().stream().findFirst().filter(only -> servers.size() == 1)
                : Optional.ofNullable(servers.get(name));
    }

    /** Returns what was counted, by service. */
    Map<String, Map<Count, Long>> counts() {
        Map<String, Map<Count, Long>> counts = new LinkedHashMap<>();
        servers.forEach((name, server) -> counts.put(name, server.counts()));
        return counts;
    }

    @Override
    public void close() {
        servers.values().forEach(ResourceServer::close);
    }
}
