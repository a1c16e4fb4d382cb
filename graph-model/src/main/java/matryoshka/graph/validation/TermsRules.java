package matryoshka.graph.validation;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Sharing;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/** The rules for the terms of a dependency, except those that require compiling its expressions. */
final class TermsRules {
    private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    /**
     * Parameters that a token request may have for other reasons: RFC 6749, 7521, 7523, 7636, 8693, 8707, 9396, 9449, and this issuer's
     * own.
     */
    private static final Set<String> OAUTH_PARAMETERS = Set.of(
            "grant_type",
            "scope",
            "audience",
            "resource",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "assertion",
            "subject_token",
            "subject_token_type",
            "actor_token",
            "actor_token_type",
            "requested_token_type",
            "token",
            "token_type_hint",
            "access_token",
            "refresh_token",
            "username",
            "password",
            "code",
            "code_verifier",
            "redirect_uri",
            "state",
            "authorization_details",
            "dpop_jkt",
            "min_graph_version");

    private final GraphTerms terms;
    private final Consumer<Violation> report;

    TermsRules(GraphTerms terms, Consumer<Violation> report) {
        this.terms = terms;
        this.report = report;
    }

    void check(Pointer at, Dependency dependency) {
        DependencyTerms own = dependency.terms();
        checkCondition(at.to("when"), own.when(), dependency.sharing());
        own.parameters().forEach((name, pattern) -> {
            Pointer parameter = at.to("parameters").to(name);
            checkParameterName(parameter, name, dependency.claims());
            checkPattern(parameter.to("pattern"), pattern);
        });
        if (!own.parameters().isEmpty() && dependency.sharing() != Sharing.EXCHANGE) {
            report.accept(at.to("parameters")
                    .violates("parameters-sharing", "Only a dependency with sharing: exchange can have parameters."));
        }
        checkExtension(at.to("extend"), own.extend(), dependency.sharing());
    }

    private void checkCondition(Pointer at, @Nullable String condition, Sharing sharing) {
        if (condition == null) {
            return;
        }
        if (condition.isBlank() || condition.length() > DependencyTerms.MAX_CONDITION_LENGTH) {
            report.accept(at.violates(
                    "condition",
                    "A condition must be an expression of 1 to " + DependencyTerms.MAX_CONDITION_LENGTH
                            + " characters."));
        }
        if (sharing == Sharing.REUSE) {
            report.accept(at.violates(
                    "when-sharing", "A reused token is the caller's own, so sharing: reuse allows no condition."));
        }
    }

    private void checkParameterName(Pointer at, String name, ClaimRules claims) {
        if (!PARAMETER_NAME.matcher(name).matches()) {
            report.accept(at.violates(
                    "parameter-name",
                    "The name of a parameter must have 1 to 100 of the characters A–Z a–z 0–9 _ . -."));
        } else if (OAUTH_PARAMETERS.contains(name)) {
            report.accept(at.violates("parameter-name", "The name \"" + name + "\" is already a parameter of OAuth."));
        } else if (terms.reservedClaims().contains(name)) {
            report.accept(at.violates("reserved-claim", DependencyRules.reserved(name)));
        } else if (claims.set().containsKey(name)) {
            report.accept(at.violates("parameter-name", "The claim \"" + name + "\" is already set to a constant."));
        } else if (claims.pass().contains(name)) {
            report.accept(at.violates("parameter-name", "The claim \"" + name + "\" is already passed on."));
        }
    }

    private void checkPattern(Pointer at, String pattern) {
        if (pattern.isEmpty() || pattern.length() > DependencyTerms.MAX_PATTERN_LENGTH) {
            report.accept(at.violates(
                    "pattern",
                    "A pattern must be a regular expression of 1 to " + DependencyTerms.MAX_PATTERN_LENGTH
                            + " characters."));
        }
    }

    private void checkExtension(Pointer at, @Nullable Duration extension, Sharing sharing) {
        if (extension == null) {
            return;
        }
        Duration longest = terms.maxExtension();
        if (extension.compareTo(Duration.ofSeconds(1)) < 0
                || extension.compareTo(longest) > 0
                || extension.toNanosPart() != 0) {
            report.accept(
                    at.violates("extend", "An extension must be in whole seconds, from PT1S to " + longest + "."));
        }
        if (sharing != Sharing.EXCHANGE) {
            report.accept(
                    at.violates("extend-sharing", "Only a dependency with sharing: exchange can extend a lifetime."));
        }
    }
}
