package matryoshka.graph;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of services with one member changed. */
public final class Services {
    private Services() {}

    public static Service named(Service s, String name) {
        return new Service(
                name,
                s.audience(),
                s.context(),
                s.description(),
                s.owners(),
                s.lifetime(),
                s.scopes(),
                s.keys(),
                s.access());
    }

    public static Service audience(Service s, @Nullable String audience) {
        return new Service(
                s.name(),
                audience,
                s.context(),
                s.description(),
                s.owners(),
                s.lifetime(),
                s.scopes(),
                s.keys(),
                s.access());
    }

    public static Service context(Service s, @Nullable String context) {
        return new Service(
                s.name(),
                s.audience(),
                context,
                s.description(),
                s.owners(),
                s.lifetime(),
                s.scopes(),
                s.keys(),
                s.access());
    }

    public static Service description(Service s, @Nullable String description) {
        return new Service(
                s.name(),
                s.audience(),
                s.context(),
                description,
                s.owners(),
                s.lifetime(),
                s.scopes(),
                s.keys(),
                s.access());
    }

    public static Service owners(Service s, Collection<String> owners) {
        return new Service(
                s.name(),
                s.audience(),
                s.context(),
                s.description(),
                Sorted.set(owners),
                s.lifetime(),
                s.scopes(),
                s.keys(),
                s.access());
    }

    public static Service lifetime(Service s, @Nullable Duration lifetime) {
        return new Service(
                s.name(),
                s.audience(),
                s.context(),
                s.description(),
                s.owners(),
                lifetime,
                s.scopes(),
                s.keys(),
                s.access());
    }

    public static Service scopes(Service s, Map<String, String> scopes) {
        return new Service(
                s.name(),
                s.audience(),
                s.context(),
                s.description(),
                s.owners(),
                s.lifetime(),
                Sorted.map(scopes),
                s.keys(),
                s.access());
    }

    public static Service keys(Service s, ServiceKeys keys) {
        return new Service(
                s.name(),
                s.audience(),
                s.context(),
                s.description(),
                s.owners(),
                s.lifetime(),
                s.scopes(),
                keys,
                s.access());
    }

    public static Service hosts(Service s, Collection<String> hosts) {
        return access(s, new ServiceAccess(Sorted.set(hosts), s.presenters()));
    }

    public static Service presenters(Service s, Collection<String> presenters) {
        return access(s, new ServiceAccess(s.hosts(), Sorted.set(presenters)));
    }

    private static Service access(Service s, ServiceAccess access) {
        return new Service(
                s.name(),
                s.audience(),
                s.context(),
                s.description(),
                s.owners(),
                s.lifetime(),
                s.scopes(),
                s.keys(),
                access);
    }
}
