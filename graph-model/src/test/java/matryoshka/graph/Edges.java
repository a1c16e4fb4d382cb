package matryoshka.graph;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of dependencies with one member changed. */
public final class Edges {
    private Edges() {}

    /** For these clients; without any, for every client. */
    public static Dependency clients(Dependency edge, Collection<String> clients) {
        return copy(
                edge,
                edge.to(),
                edge.requires(),
                edge.grants(),
                edge.sharing(),
                clients.isEmpty() ? null : clients,
                edge.claims());
    }

    public static Dependency requires(Dependency edge, Collection<String> requires) {
        return copy(edge, edge.to(), Scopes.of(requires), edge.grants(), edge.sharing(), edge.clients(), edge.claims());
    }

    public static Dependency grants(Dependency edge, Collection<String> grants) {
        return copy(edge, edge.to(), edge.requires(), Scopes.of(grants), edge.sharing(), edge.clients(), edge.claims());
    }

    public static Dependency sharing(Dependency edge, Sharing sharing) {
        return copy(edge, edge.to(), edge.requires(), edge.grants(), sharing, edge.clients(), edge.claims());
    }

    public static Dependency to(Dependency edge, String to, Collection<String> grants) {
        return copy(edge, to, edge.requires(), Scopes.of(grants), edge.sharing(), edge.clients(), edge.claims());
    }

    public static Dependency claims(Dependency edge, ClaimRules claims) {
        return copy(edge, edge.to(), edge.requires(), edge.grants(), edge.sharing(), edge.clients(), claims);
    }

    public static Dependency when(Dependency edge, @Nullable String condition) {
        DependencyTerms terms = edge.terms();
        return edge.withTerms(new DependencyTerms(condition, terms.parameters(), terms.extend(), terms.excess()));
    }

    public static Dependency parameters(Dependency edge, Map<String, String> parameters) {
        DependencyTerms terms = edge.terms();
        return edge.withTerms(
                new DependencyTerms(terms.when(), Sorted.map(parameters), terms.extend(), terms.excess()));
    }

    public static Dependency extend(Dependency edge, @Nullable Duration extension) {
        DependencyTerms terms = edge.terms();
        return edge.withTerms(new DependencyTerms(terms.when(), terms.parameters(), extension, terms.excess()));
    }

    public static Dependency excess(Dependency edge, @Nullable ExcessPolicy excess) {
        DependencyTerms terms = edge.terms();
        return edge.withTerms(new DependencyTerms(terms.when(), terms.parameters(), terms.extend(), excess));
    }

    public static Dependency named(Dependency e, String name) {
        return new Dependency(
                        name,
                        e.from(),
                        e.to(),
                        e.requires(),
                        e.grants(),
                        e.sharing(),
                        e.clients(),
                        e.lifetime(),
                        e.confidential(),
                        e.claims())
                .withTerms(e.terms());
    }

    public static Dependency from(Dependency e, String from, Collection<String> requires) {
        return new Dependency(
                        e.name(),
                        from,
                        e.to(),
                        Scopes.of(requires),
                        e.grants(),
                        e.sharing(),
                        e.clients(),
                        e.lifetime(),
                        e.confidential(),
                        e.claims())
                .withTerms(e.terms());
    }

    /** With another cap on the life of the token, and another need to keep it from others than its holder. */
    public static Dependency guarded(Dependency e, @Nullable Duration lifetime, boolean confidential) {
        return new Dependency(
                        e.name(),
                        e.from(),
                        e.to(),
                        e.requires(),
                        e.grants(),
                        e.sharing(),
                        e.clients(),
                        lifetime,
                        confidential,
                        e.claims())
                .withTerms(e.terms());
    }

    private static Dependency copy(
            Dependency edge,
            String to,
            Scopes requires,
            Scopes grants,
            Sharing sharing,
            @Nullable Collection<String> clients,
            ClaimRules claims) {
        return new Dependency(
                edge.name(),
                edge.from(),
                to,
                requires,
                grants,
                sharing,
                clients == null ? null : Sorted.set(clients),
                edge.lifetime(),
                edge.confidential(),
                claims,
                edge.terms());
    }
}
