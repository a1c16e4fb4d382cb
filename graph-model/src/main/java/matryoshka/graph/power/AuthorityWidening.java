package matryoshka.graph.power;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.Sorted;
import matryoshka.graph.diff.GraphDiff;

/**
 * One way in which a change of the graph gives away power at a service, or takes it out of its owners' hands: section 5 of the design.
 *
 * @param kind what was done
 * @param element the dependency or service that it was done to, by name
 * @param service the service whose owners have to consent
 * @param owners whose consent counts: those of that service as it was before the change or, if it is new, as it is after; of a client
 *     that becomes a service, the client; empty when there are none
 * @param sentence for people
 */
public record AuthorityWidening(Kind kind, String element, String service, SortedSet<String> owners, String sentence) {

    /** What was done. */
    public enum Kind {
        DEPENDENCY_ADDED,
        GRANTS_WIDENED,
        REQUIRES_DROPPED,
        CLIENTS_WIDENED,
        SHARING_WIDENED,
        CLAIMS_WIDENED,
        CONDITION_WIDENED,
        PARAMETERS_WIDENED,
        EXTENSION_WIDENED,
        STALENESS_WIDENED,
        CONFIDENTIALITY_DROPPED,
        OWNERS_CHANGED,
        AUDIENCE_CHANGED,
        KEYS_CHANGED,
        CONTEXT_CHANGED,
        CONTEXT_JOINED,
        SCOPE_ADDED,
        SCOPE_MOVED,
        SERVICE_REMOVED,
        SERVICE_REVIVED,
        SCOPE_REVIVED,
        AUDIENCE_REVIVED,
        CLIENT_BECOMES_SERVICE;

        /** In lower-case words joined by hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public AuthorityWidening {
        owners = Sorted.set(owners);
    }

    /**
     * All power that the change from one document to another gives away, by service and element; narrowing gives none. What comes with
     * names that were in use before, or are clients', only shows with {@link #withNames}.
     */
    public static List<AuthorityWidening> between(GraphDocument before, GraphDocument after) {
        GraphDiff diff = GraphDiff.between(before, after);
        List<AuthorityWidening> given = new ArrayList<>();
        new DependencyPower(before, after, given::add).of(diff.dependencies());
        new ServicePower(before, after, given::add).of(diff.services());
        return sorted(given);
    }

    /**
     * The power that a change gives away, and what comes with the names that it takes into use.
     *
     * @param given what the documents alone tell
     * @param taken the names, each with its service
     */
    public static List<AuthorityWidening> withNames(
            List<AuthorityWidening> given, SortedMap<GraphName, String> taken, Precedents precedents) {
        List<AuthorityWidening> all = new ArrayList<>(given);
        all.addAll(NamesTaken.power(taken, precedents));
        return sorted(all);
    }

    private static List<AuthorityWidening> sorted(List<AuthorityWidening> given) {
        given.sort(Comparator.comparing(AuthorityWidening::service)
                .thenComparing(AuthorityWidening::element)
                .thenComparing(AuthorityWidening::kind)
                .thenComparing(AuthorityWidening::sentence));
        return List.copyOf(given);
    }

    /** Who has to consent is looked up in the earlier document first: nobody makes himself an owner in passing. */
    static AuthorityWidening at(
            String service, GraphDocument before, GraphDocument after, Kind kind, String element, String sentence) {
        Service owned = before.services().get(service);
        if (owned == null) {
            owned = after.services().get(service);
        }
        SortedSet<String> owners = owned == null ? Sorted.set(List.of()) : owned.owners();
        return new AuthorityWidening(kind, element, service, owners, sentence);
    }
}
