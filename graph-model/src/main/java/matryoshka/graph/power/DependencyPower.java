package matryoshka.graph.power;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sharing;
import matryoshka.graph.diff.ElementsDiff;
import matryoshka.graph.power.AuthorityWidening.Kind;

/** The authority at callees that changed dependencies give away. */
final class DependencyPower {
    private final GraphDocument before;
    private final GraphDocument after;
    private final Consumer<AuthorityWidening> report;

    DependencyPower(GraphDocument before, GraphDocument after, Consumer<AuthorityWidening> report) {
        this.before = before;
        this.after = after;
        this.report = report;
    }

    void of(ElementsDiff<Dependency> diff) {
        diff.added().values().forEach(this::added);
        diff.changed().values().forEach(change -> {
            Dependency earlier = change.before();
            Dependency later = change.after();
            if (earlier.from().equals(later.from()) && earlier.to().equals(later.to())) {
                changed(earlier, later);
            } else {
                added(later);
            }
        });
    }

    private void added(Dependency edge) {
        report(edge, Kind.DEPENDENCY_ADDED, "\"%s\" gets %s.".formatted(edge.from(), words(edge.grants())));
    }

    private void changed(Dependency earlier, Dependency later) {
        Scopes granted = later.grants().minus(earlier.grants());
        if (!granted.isEmpty()) {
            report(later, Kind.GRANTS_WIDENED, "\"%s\" also gets %s.".formatted(later.from(), words(granted)));
        }
        Scopes dropped = earlier.requires().minus(later.requires());
        if (!dropped.isEmpty()) {
            report(later, Kind.REQUIRES_DROPPED, "%s is no longer required.".formatted(words(dropped)));
        }
        if (!earlier.matchesAllOf(later)) {
            report(later, Kind.CLIENTS_WIDENED, "It now also applies in chains of " + whom(earlier, later) + ".");
        }
        if (reach(later.sharing()) > reach(earlier.sharing())) {
            report(
                    later,
                    Kind.SHARING_WIDENED,
                    "Its sharing changes from %s to %s."
                            .formatted(earlier.sharing().word(), later.sharing().word()));
        }
        if (widensClaims(earlier.claims(), later.claims())) {
            report(later, Kind.CLAIMS_WIDENED, "It gives the callee other claims than before.");
        }
        if (later.sharing() == Sharing.EMBED && earlier.confidential() && !later.confidential()) {
            report(
                    later,
                    Kind.CONFIDENTIALITY_DROPPED,
                    "Whoever holds the outer token can now read and present the embedded one.");
        }
        TermsPower.between(earlier.terms(), later.terms(), (kind, sentence) -> report(later, kind, sentence));
    }

    private static String whom(Dependency earlier, Dependency later) {
        return earlier.clients() == null || later.clients() == null
                ? "every client"
                : "the client " + words(without(later.clients(), earlier.clients()));
    }

    /** The higher, the less the caller must do to get authority at the callee, and the less the issuer is asked. */
    private static int reach(Sharing sharing) {
        return switch (sharing) {
            case EXCHANGE -> 0;
            case EMBED -> 1;
            case REUSE -> 2;
        };
    }

    /**
     * Returns whether the callee can get a claim that it could not get before. When a constant is removed, a passed claim may take its
     * place.
     */
    private static boolean widensClaims(ClaimRules earlier, ClaimRules later) {
        boolean sameConstants = earlier.set().entrySet().containsAll(later.set().entrySet());
        boolean passesNoMore = later.pass().stream()
                .allMatch(claim -> later.set().containsKey(claim)
                        || (earlier.pass().contains(claim) && !earlier.set().containsKey(claim)));
        return !sameConstants || !passesNoMore;
    }

    private static SortedSet<String> without(SortedSet<String> all, SortedSet<String> taken) {
        SortedSet<String> left = new TreeSet<>(all);
        left.removeAll(taken);
        return left;
    }

    private static String words(Iterable<String> words) {
        return "\"" + String.join("\", \"", words) + "\"";
    }

    private void report(Dependency edge, Kind kind, String sentence) {
        report.accept(AuthorityWidening.at(edge.to(), before, after, kind, edge.name(), sentence));
    }
}
