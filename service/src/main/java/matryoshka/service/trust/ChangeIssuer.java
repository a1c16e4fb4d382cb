package matryoshka.service.trust;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import matryoshka.graph.Violation;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Reason;
import matryoshka.service.trust.TrustOutcome.Refused;

/** Replaces or removes the terms under which a registered issuer is trusted. */
final class ChangeIssuer {
    private final TrustedIssuers issuers;
    private final CurrentTrust current;

    ChangeIssuer(TrustedIssuers issuers, CurrentTrust current) {
        this.issuers = issuers;
        this.current = current;
    }

    /** @param conditions on the current state of the issuer */
    TrustOutcome change(AdminCaller caller, String name, Preconditions conditions, TrustRegistration wanted) {
        return TrustAudit.told(
                "changed",
                caller,
                current,
                issuers.change(registered -> granted(registered, name, conditions)
                        .map(found -> found instanceof Done done ? changed(registered, done.issuer(), wanted) : found)
                        .orElseGet(() -> Refused.because(Reason.UNKNOWN))));
    }

    /** @param conditions on the current state of the issuer */
    TrustOutcome remove(AdminCaller caller, String name, Preconditions conditions) {
        return TrustAudit.told(
                "removed",
                caller,
                current,
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
        List<TrustedIssuer> others = Stream.concat(registered.stream(), current.configured().stream())
                .filter(other -> !other.equals(before))
                .toList();
        List<Violation> violations = wanted.violations(others);
        return violations.isEmpty() ? new Done(before.with(wanted.terms())) : Refused.invalid(violations);
    }
}
