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
 * One way in which a change of the graph gives away authority over a service, or takes it from the service's owners (docs/model.md, section
 * 4).
 *
 * @param kind the kind of change
 * @param element the changed dependency or service, by name
 * @param service the service whose owners must consent
 * @param owners whose consent counts: those of the service before the change or, if it is new, after it; for a client that becomes a
 *     service, the client; empty if there are none
 * @param sentence for people
 */
public record AuthorityWidening(Kind kind, String element, String service, SortedSet<String> owners, String sentence) {

    /** The kinds of changes. */
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
        HOSTS_WIDENED,
        PRESENTERS_WIDENED,
        CONTEXT_CHANGED,
        CONTEXT_JOINED,
        SCOPE_ADDED,
        SCOPE_MOVED,
        SERVICE_REMOVED,
        SERVICE_REVIVED,
        SCOPE_REVIVED,
        AUDIENCE_REVIVED,
        CLIENT_BECOMES_SERVICE;

        /** Returns the word: lower-case, joined by hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public AuthorityWidening {
        owners = Sorted.set(owners);
    }

    /**
     * Returns all authority that the change from one document to another gives away, by service and element; narrowing gives none away.
     * Authority that comes with names that were in use before, or that are clients' ids, requires {@link #withNames}.
     */
    public static List<AuthorityWidening> between(GraphDocument before, GraphDocument after) {
        GraphDiff diff = GraphDiff.between(before, after);
        List<AuthorityWidening> given = new ArrayList<>();
        new DependencyPower(before, after, given::add).of(diff.dependencies());
        new ServicePower(before, after, given::add).of(diff.services());
        return sorted(given);
    }

    /**
     * Returns the authority that a change gives away, including that which comes with the names that it takes into use.
     *
     * @param given what the documents alone show
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

    /** Looks up the owners in the earlier document first, so that nobody can become an owner in the same change. */
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
