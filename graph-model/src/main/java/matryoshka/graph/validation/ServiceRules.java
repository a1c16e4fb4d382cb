package matryoshka.graph.validation;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Confirmation;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Host;
import matryoshka.graph.Names;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.UriNormalForm;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/** The rules for every service of a document, and for all of them together. */
final class ServiceRules {
    private static final int MAX_AUDIENCE_LENGTH = 500;
    private static final int MAX_TEXT_LENGTH = 2_000;
    private static final Pattern SHA256_THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> CONFIRMATION_METHODS = Set.of("jkt", "x5t#S256");

    private final GraphTerms terms;
    private final Consumer<Violation> report;

    ServiceRules(GraphTerms terms, Consumer<Violation> report) {
        this.terms = terms;
        this.report = report;
    }

    void check(SortedMap<String, Service> services) {
        services.values().forEach(this::checkOne);
        checkUnique(services);
    }

    private void checkOne(Service service) {
        Pointer at = Pointer.SERVICES.to(service.name());
        checkName(at, service.name(), "service");
        if (service.name().equals(BuiltIn.NAME)) {
            report.accept(
                    at.violates("reserved", "The service name \"" + BuiltIn.NAME + "\" is reserved for the issuer."));
        }
        if (service.audience() != null) {
            checkAudience(at.to("audience"), service.name(), service.audience());
        }
        if (service.context() != null) {
            checkName(at.to("context"), service.context(), "context");
            if (service.context().equals(BuiltIn.NAME)) {
                report.accept(at.to("context")
                        .violates("reserved", "The issuer's own security context cannot contain another service."));
            }
        }
        checkText(at.to("description"), service.description());
        service.owners().forEach(owner -> checkName(at.to("owners"), owner, "client"));
        checkLifetime(at.to("lifetime"), service.lifetime(), terms.maxLifetime(), report);
        service.scopes()
                .forEach((scope, description) -> checkScope(at.to("scopes").to(scope), scope, description));
        checkKeys(at.to("keys"), service.keys());
        service.hosts().forEach(host -> checkHost(at.to("hosts"), host));
        service.presenters().forEach(presenter -> checkName(at.to("presenters"), presenter, "client"));
    }

    private void checkHost(Pointer at, String host) {
        if (!Host.isHost(host)) {
            report.accept(at.violates(
                    "host",
                    "A host must be host[:port][/path] in lower case (the path as it is), without scheme, user, query,"
                            + " percent-encoding or final slash, at most "
                            + Host.MAX_LENGTH
                            + " characters long; an IPv6 address in brackets, in the form of RFC 5952."));
        }
    }

    private void checkName(Pointer at, String name, String what) {
        if (!Names.isName(name)) {
            report.accept(
                    at.violates(
                            "name",
                            "A " + what
                                    + " name must have 1 to 100 of the characters A–Z a–z 0–9 . _ - and start with a letter or digit."));
        }
    }

    private void checkAudience(Pointer at, String name, String audience) {
        if (audience.equals(name)) {
            return;
        }
        if (audience.length() > MAX_AUDIENCE_LENGTH || !isAbsoluteUri(audience)) {
            report.accept(at.violates(
                    "audience",
                    "An audience must be an absolute URI without fragment, at most " + MAX_AUDIENCE_LENGTH
                            + " characters long."));
        } else if (UriNormalForm.same(audience, terms.issuer())) {
            report.accept(at.violates("reserved", "The issuer's URL is the audience of its own admin API."));
        }
    }

    private static boolean isAbsoluteUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute()
                    && uri.getRawFragment() == null
                    && text.chars().allMatch(c -> c > ' ' && c < 127);
        } catch (URISyntaxException notEvenAUri) {
            return false;
        }
    }

    private void checkText(Pointer at, @Nullable String text) {
        if (text != null && text.length() > MAX_TEXT_LENGTH) {
            report.accept(at.violates("text", "A description can have at most " + MAX_TEXT_LENGTH + " characters."));
        }
    }

    static void checkLifetime(Pointer at, @Nullable Duration lifetime, Duration longest, Consumer<Violation> report) {
        if (lifetime != null
                && (lifetime.compareTo(Duration.ofSeconds(1)) < 0
                        || lifetime.compareTo(longest) > 0
                        || lifetime.toNanosPart() != 0)) {
            report.accept(
                    at.violates("lifetime", "A lifetime must be in whole seconds, from PT1S to " + longest + "."));
        }
    }

    private void checkScope(Pointer at, String scope, String description) {
        if (!Names.isScope(scope)) {
            report.accept(
                    at.violates(
                            "scope",
                            "A scope must have 1 to 200 printable ASCII characters, without space, quote or backslash (RFC 6749, 3.3)."));
        }
        if (BuiltIn.scopes().contains(scope)) {
            report.accept(at.violates("reserved", "The scope \"" + scope + "\" is reserved for the issuer."));
        }
        checkText(at, description);
    }

    private void checkKeys(Pointer at, ServiceKeys keys) {
        List<Confirmation> confirmations = keys.confirmations();
        Pointer list = at.to("confirmation");
        for (int index = 0; index < confirmations.size(); index++) {
            checkConfirmation(
                    confirmations.size() == 1 ? list : list.to(Integer.toString(index)), confirmations.get(index));
        }
        if (confirmations.size() > ServiceKeys.MAX_CONFIRMATIONS) {
            report.accept(list.violates("too-many", "A service can have at most two confirmation keys."));
        } else if (new HashSet<>(confirmations).size() < confirmations.size()) {
            report.accept(list.to("1").violates("duplicate", "This key is listed twice."));
        }
    }

    private void checkConfirmation(Pointer at, Confirmation confirmation) {
        if (!CONFIRMATION_METHODS.contains(confirmation.method())) {
            report.accept(at.violates("key", "A confirmation must be a jkt or an x5t#S256 thumbprint."));
        } else if (!SHA256_THUMBPRINT.matcher(confirmation.thumbprint()).matches()) {
            report.accept(at.to(confirmation.method())
                    .violates("key", "A thumbprint must be a SHA-256 digest in base64url, 43 characters."));
        }
    }

    private void checkUnique(SortedMap<String, Service> services) {
        Map<String, String> ownerOfScope = new HashMap<>();
        Map<String, String> ownerOfAudience = new HashMap<>();
        Map<String, String> ownerOfHost = new HashMap<>();
        for (Service service : services.values()) {
            Pointer at = Pointer.SERVICES.to(service.name());
            for (String scope : service.scopes().keySet()) {
                String other = ownerOfScope.putIfAbsent(scope, service.name());
                if (other != null) {
                    report.accept(at.to("scopes").to(scope).violates("scope-unique", owned("scope", scope, other)));
                }
            }
            for (String host : service.hosts()) {
                String other = ownerOfHost.putIfAbsent(host, service.name());
                if (other != null) {
                    report.accept(at.to("hosts").violates("host-unique", owned("host", host, other)));
                }
            }
            String audience = service.effectiveAudience();
            String other = ownerOfAudience.putIfAbsent(UriNormalForm.of(audience), service.name());
            if (other != null) {
                report.accept(at.to("audience").violates("audience-unique", owned("audience", audience, other)));
            }
        }
    }

    private static String owned(String what, String value, String owner) {
        return "The %s \"%s\" already belongs to the service \"%s\".".formatted(what, value, owner);
    }
}
