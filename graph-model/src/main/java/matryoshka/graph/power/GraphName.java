package matryoshka.graph.power;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import matryoshka.graph.Service;
import matryoshka.graph.UriNormalForm;

/**
 * A name by which registrations, plans and tokens identify a service or what it owns.
 *
 * @param kind what it names
 * @param text the name; for an audience, its normal form
 */
public record GraphName(Kind kind, String text) implements Comparable<GraphName> {

    /** The kinds of named things. */
    public enum Kind {
        SERVICE,
        SCOPE,
        AUDIENCE;

        /** Returns the word in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns all names of these services, each with its service. */
    static Map<GraphName, String> of(Collection<Service> services) {
        Map<GraphName, String> names = new HashMap<>();
        for (Service service : services) {
            names.put(new GraphName(Kind.SERVICE, service.name()), service.name());
            String audience = service.effectiveAudience();
            // An audience that equals the name belongs to the name: no other service can have it.
            if (!audience.equals(service.name())) {
                names.put(new GraphName(Kind.AUDIENCE, UriNormalForm.of(audience)), service.name());
            }
            service.scopes().keySet().forEach(scope -> names.put(new GraphName(Kind.SCOPE, scope), service.name()));
        }
        return names;
    }

    @Override
    public int compareTo(GraphName other) {
        return Comparator.comparing(GraphName::kind)
                .thenComparing(GraphName::text)
                .compare(this, other);
    }
}
