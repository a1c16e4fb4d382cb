package matryoshka.graph.validation;

import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Names;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/** The rules for every dependency of a document and the services it joins. */
final class DependencyRules {
    private final GraphTerms terms;
    private final SortedMap<String, Service> services;
    private final Consumer<Violation> report;
    private final TermsRules termsRules;

    DependencyRules(GraphTerms terms, SortedMap<String, Service> services, Consumer<Violation> report) {
        this.terms = terms;
        this.services = services;
        this.report = report;
        this.termsRules = new TermsRules(terms, report);
    }

    void check(Dependency dependency) {
        Pointer at = Pointer.DEPENDENCIES.to(dependency.name());
        if (!Names.isName(dependency.name())) {
            report.accept(
                    at.violates(
                            "name",
                            "A dependency name must have 1 to 100 of the characters A–Z a–z 0–9 . _ - and start with a letter or digit."));
        }
        Service from = resolve(at.to("from"), dependency.from());
        Service to = resolve(at.to("to"), dependency.to());
        checkScopes(at.to("requires"), dependency.requires(), from);
        checkScopes(at.to("grants"), dependency.grants(), to);
        if (dependency.grants().isEmpty()) {
            report.accept(at.to("grants")
                    .violates("grants-empty", "A dependency must grant at least one scope of its callee."));
        }
        if (dependency.from().equals(dependency.to())) {
            report.accept(at.to("to").violates("self", "A dependency cannot lead from a service to itself."));
        }
        if (from != null && to != null) {
            checkSharing(at, dependency, from, to);
        }
        SortedSet<String> clients = dependency.clients();
        for (String client : clients == null ? Set.<String>of() : clients) {
            if (!Names.isName(client)) {
                report.accept(at.to("clients").violates("name", "This is not a valid client id."));
            }
        }
        ServiceRules.checkLifetime(at.to("lifetime"), dependency.lifetime(), terms.maxLifetime(), report);
        checkClaims(at.to("claims"), dependency.claims());
        termsRules.check(at, dependency);
    }

    private @Nullable Service resolve(Pointer at, String name) {
        if (name.equals(BuiltIn.NAME)) {
            report.accept(at.violates("reserved", "A dependency cannot lead from or to the issuer's own admin API."));
            return null;
        }
        Service service = services.get(name);
        if (service == null) {
            report.accept(at.violates("unknown-service", "There is no service \"" + name + "\"."));
        }
        return service;
    }

    private void checkScopes(Pointer at, Scopes scopes, @Nullable Service owner) {
        if (owner == null) {
            return;
        }
        for (String scope : scopes) {
            if (!owner.scopes().containsKey(scope)) {
                report.accept(at.violates(
                        "unknown-scope", "The service \"%s\" has no scope \"%s\".".formatted(owner.name(), scope)));
            }
        }
    }

    private void checkSharing(Pointer at, Dependency dependency, Service from, Service to) {
        if (dependency.sharing() == Sharing.REUSE && !from.effectiveContext().equals(to.effectiveContext())) {
            report.accept(at.to("sharing")
                    .violates(
                            "reuse-context",
                            "A token can be reused only inside one security context; \"%s\" is in \"%s\", and \"%s\" is in \"%s\"."
                                    .formatted(
                                            from.name(), from.effectiveContext(), to.name(), to.effectiveContext())));
        }
        if (dependency.confidential() && from.keys().encryption() == null) {
            report.accept(at.to("confidential")
                    .violates(
                            "confidential-key",
                            "The holder \"" + from.name() + "\" has no key to encrypt its tokens to."));
        }
    }

    private void checkClaims(Pointer at, ClaimRules claims) {
        for (String name : claims.set().keySet()) {
            if (terms.reservedClaims().contains(name)) {
                report.accept(at.to("set").to(name).violates("reserved-claim", reserved(name)));
            }
        }
        for (String name : claims.pass()) {
            if (terms.reservedClaims().contains(name)) {
                report.accept(at.to("pass").violates("reserved-claim", reserved(name)));
            }
        }
    }

    static String reserved(String claim) {
        return "The claim \"" + claim + "\" is reserved for the issuer.";
    }
}
