package matryoshka.graph.power;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.diff.Change;
import matryoshka.graph.diff.ElementsDiff;
import matryoshka.graph.power.AuthorityWidening.Kind;

/**
 * Control over services that changes take from their owners. Without this check, the consent that dependencies need could be bypassed by
 * changing the owners, the audience of tokens, or the services that share them.
 */
final class ServicePower {
    /** When services join a context, up to this many pairs with existing members are reported individually. */
    private static final int MAX_PAIRS = 10_000;

    private final GraphDocument before;
    private final GraphDocument after;
    private final Consumer<AuthorityWidening> report;

    ServicePower(GraphDocument before, GraphDocument after, Consumer<AuthorityWidening> report) {
        this.before = before;
        this.after = after;
        this.report = report;
    }

    void of(ElementsDiff<Service> diff) {
        if (diff.isEmpty()) {
            return;
        }
        diff.removed().values().forEach(this::removed);
        diff.changed().values().forEach(this::changed);
        List<Service> now = new ArrayList<>(diff.added().values());
        diff.changed().values().forEach(change -> now.add(change.after()));
        movedScopes(now);
        joinedContexts(now);
    }

    /** Reported even without owners, since the service could come back with others. */
    private void removed(Service service) {
        report(service, Kind.SERVICE_REMOVED, service, "It is removed.");
    }

    private void changed(Change<Service> change) {
        Service earlier = change.before();
        Service later = change.after();
        if (!earlier.owners().equals(later.owners())) {
            report(later, Kind.OWNERS_CHANGED, later, "Its owners change.");
        }
        if (!earlier.effectiveAudience().equals(later.effectiveAudience())) {
            report(later, Kind.AUDIENCE_CHANGED, later, "Its tokens get a different audience.");
        }
        if (!earlier.keys().equals(later.keys())) {
            report(
                    later,
                    Kind.KEYS_CHANGED,
                    later,
                    "The tokens that it holds are bound or encrypted to different keys.");
        }
        later.hosts().stream()
                .filter(host -> !earlier.hosts().contains(host))
                .forEach(host -> report(
                        later, Kind.HOSTS_WIDENED, later, "Callers send its tokens to \"%s\", too.".formatted(host)));
        later.presenters().stream()
                .filter(presenter -> !earlier.presenters().contains(presenter))
                .forEach(presenter -> report(
                        later,
                        Kind.PRESENTERS_WIDENED,
                        later,
                        "\"%s\" may present and exchange its tokens for it.".formatted(presenter)));
        if (!earlier.effectiveContext().equals(later.effectiveContext())) {
            report(later, Kind.CONTEXT_CHANGED, later, "It shares its tokens with other services.");
        }
        later.scopes().keySet().stream()
                .filter(scope -> !earlier.scopes().containsKey(scope))
                .forEach(scope -> report(
                        later, Kind.SCOPE_ADDED, later, "Clients can now get its scope \"%s\".".formatted(scope)));
    }

    private void movedScopes(Collection<Service> now) {
        Map<String, Service> ownerBefore = new HashMap<>();
        before.services()
                .values()
                .forEach(service -> service.scopes().keySet().forEach(scope -> ownerBefore.put(scope, service)));
        for (Service service : now) {
            for (String scope : service.scopes().keySet()) {
                Service owner = ownerBefore.get(scope);
                if (owner != null && !owner.name().equals(service.name())) {
                    report(
                            owner,
                            Kind.SCOPE_MOVED,
                            service,
                            "The scope \"%s\" moves from \"%s\" to \"%s\"."
                                    .formatted(scope, owner.name(), service.name()));
                }
            }
        }
    }

    /** A service that joins a context receives tokens that are valid for all services in it. */
    private void joinedContexts(Collection<Service> now) {
        Map<String, List<Service>> stayed = new TreeMap<>();
        before.services().values().stream()
                .filter(this::keepsItsContext)
                .forEach(service -> stayed.computeIfAbsent(service.effectiveContext(), name -> new ArrayList<>())
                        .add(service));
        Map<String, List<Service>> joining = new TreeMap<>();
        for (Service service : now) {
            Service earlier = before.services().get(service.name());
            if (earlier == null || !earlier.effectiveContext().equals(service.effectiveContext())) {
                joining.computeIfAbsent(service.effectiveContext(), name -> new ArrayList<>())
                        .add(service);
            }
        }
        joining.forEach((context, services) -> joined(context, services, stayed.getOrDefault(context, List.of())));
    }

    /** Reports each joining service to each existing member, unless there are too many pairs to read; then reports them together. */
    private void joined(String context, List<Service> joining, List<Service> stayed) {
        boolean each = (long) joining.size() * stayed.size() <= MAX_PAIRS;
        for (Service other : stayed) {
            for (Service service : each ? joining : joining.subList(0, 1)) {
                String others = each ? "" : " and " + (joining.size() - 1) + " other services";
                report(
                        other,
                        Kind.CONTEXT_JOINED,
                        service,
                        "\"%s\"%s %s the security context \"%s\", which shares tokens with \"%s\"."
                                .formatted(service.name(), others, each ? "joins" : "join", context, other.name()));
            }
        }
    }

    private boolean keepsItsContext(Service service) {
        Service later = after.services().get(service.name());
        return later != null && later.effectiveContext().equals(service.effectiveContext());
    }

    private void report(Service owned, Kind kind, Service element, String sentence) {
        report.accept(AuthorityWidening.at(owned.name(), before, after, kind, element.name(), sentence));
    }
}
