package matryoshka.graph;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A resource server; a vertex of the graph.
 *
 * @param name unique among the services
 * @param audience the {@code aud} of its tokens, an absolute URI; null means the name
 * @param context the security context, a set of services that may share one token; null means its own
 * @param description for people; null if there is none
 * @param owners clients that may approve edges into this service
 * @param lifetime longest lifetime of a token for this service; null means the issuer's default
 * @param scopes the scopes it owns, each with its description
 * @param keys public keys of this service as a holder of tokens
 * @param access where callers reach it, and who may present its tokens for it
 */
public record Service(
        String name,
        @Nullable String audience,
        @Nullable String context,
        @Nullable String description,
        SortedSet<String> owners,
        @Nullable Duration lifetime,
        SortedMap<String, String> scopes,
        ServiceKeys keys,
        ServiceAccess access) {

    public Service {
        owners = Sorted.set(owners);
        scopes = Sorted.map(scopes);
    }

    /** Creates a service of which is not known where it is reached, and whose tokens nobody presents for it. */
    public Service(
            String name,
            @Nullable String audience,
            @Nullable String context,
            @Nullable String description,
            SortedSet<String> owners,
            @Nullable Duration lifetime,
            SortedMap<String, String> scopes,
            ServiceKeys keys) {
        this(name, audience, context, description, owners, lifetime, scopes, keys, ServiceAccess.NONE);
    }

    /** Creates a service with only a name and scopes. */
    public static Service of(String name, Map<String, String> scopes) {
        return new Service(name, null, null, null, Sorted.set(Set.of()), null, Sorted.map(scopes), ServiceKeys.NONE);
    }

    /** Returns the {@code aud} value of tokens for this service. */
    public String effectiveAudience() {
        return audience == null ? name : audience;
    }

    /** Returns the clients that may present and exchange this service's tokens for it. */
    public SortedSet<String> presenters() {
        return access.presenters();
    }

    /** Returns where callers reach it. */
    public SortedSet<String> hosts() {
        return access.hosts();
    }

    /** Returns the security context it belongs to. */
    public String effectiveContext() {
        return context == null ? name : context;
    }
}
