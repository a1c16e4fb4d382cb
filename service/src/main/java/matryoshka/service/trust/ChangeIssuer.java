package matryoshka.service.trust;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import matryoshka.graph.Violation;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.AuditLog.Change;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Reason;
import matryoshka.service.trust.TrustOutcome.Refused;

/** Registers, replaces or removes the terms under which an issuer is trusted. */
final class ChangeIssuer {
    private final TrustedIssuers issuers;
    private final CurrentTrust current;
    private final AuditLog audit;

    ChangeIssuer(TrustedIssuers issuers, CurrentTrust current, AuditLog audit) {
        this.issuers = issuers;
        this.current = current;
        this.audit = audit;
    }

    TrustOutcome register(AdminCaller caller, TrustRegistration wanted) {
        if (!wanted.violations().isEmpty()) {
            return Refused.invalid(wanted.violations());
        }
        return announced(Change.REGISTERED, caller, issuers.add(registered -> {
            List<TrustedIssuer> others = withConfigured(registered).toList();
            if (others.stream().anyMatch(other -> other.name().equals(wanted.name()))) {
                return Refused.because(Reason.TAKEN);
            }
            List<Violation> violations = wanted.violations(others);
            return violations.isEmpty()
                    ? new Done(TrustedIssuer.registered(wanted.name(), wanted.terms()))
                    : Refused.invalid(violations);
        }));
    }

    /** @param conditions on the current state of the issuer */
    TrustOutcome change(AdminCaller caller, String name, Preconditions conditions, TrustRegistration wanted) {
        return announced(
                Change.CHANGED,
                caller,
                issuers.change(registered -> granted(registered, name, conditions)
                        .map(found -> found instanceof Done done ? changed(registered, done.issuer(), wanted) : found)
                        .orElseGet(() -> Refused.because(Reason.UNKNOWN))));
    }

    /** @param conditions on the current state of the issuer */
    TrustOutcome remove(AdminCaller caller, String name, Preconditions conditions) {
        return announced(
                Change.REMOVED,
                caller,
                issuers.remove(registered ->
                        granted(registered, name, conditions).orElseGet(() -> Refused.because(Reason.UNKNOWN))));
    }

    private Optional<TrustOutcome> granted(List<TrustedIssuer> registered, String name, Preconditions conditions) {
        if (current.configured().stream().anyMatch(issuer -> issuer.name().equals(name))) {
            return Optional.of(Refused.because(Reason.CONFIGURED));
        }
        return registered.stream()
                .filter(issuer -> issuer.name().equals(name))
                .findFirst()
                .map(issuer -> conditions.allow(TrustJson.tag(issuer))
                        ? new Done(issuer)
                        : Refused.because(Reason.CONDITION_FAILED));
    }

    private TrustOutcome changed(List<TrustedIssuer> registered, TrustedIssuer before, TrustRegistration wanted) {
        if (!wanted.violations().isEmpty()) {
            return Refused.invalid(wanted.violations());
        }
        List<TrustedIssuer> others = withConfigured(registered)
                .filter(other -> !other.equals(before))
                .toList();
        List<Violation> violations = wanted.violations(others);
        return violations.isEmpty() ? new Done(before.with(wanted.terms())) : Refused.invalid(violations);
    }

    private Stream<TrustedIssuer> withConfigured(List<TrustedIssuer> registered) {
        return Stream.concat(registered.stream(), current.configured().stream());
    }

    /** Applies a change on this instance before the caller is answered, and logs it. */
    private TrustOutcome announced(Change change, AdminCaller caller, TrustOutcome outcome) {
        if (outcome instanceof Done done) {
            current.changed();
            TrustedIssuer issuer = done.issuer();
            TrustTerms terms = issuer.terms();
            audit.issuer(
                    change,
                    issuer.name(),
                    caller.clientId(),
                    issuer.revision(),
                    new AuditLog.IssuerTerms(terms.issuer(), terms.types(), terms.clients()));
        }
        return outcome;
    }
}
