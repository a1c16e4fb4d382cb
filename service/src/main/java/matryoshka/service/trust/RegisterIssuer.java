package matryoshka.service.trust;

import java.util.List;
import java.util.stream.Stream;
import matryoshka.graph.Violation;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Reason;
import matryoshka.service.trust.TrustOutcome.Refused;

/** Registers a new trusted issuer. */
final class RegisterIssuer {
    private final TrustedIssuers issuers;
    private final CurrentTrust current;

    RegisterIssuer(TrustedIssuers issuers, CurrentTrust current) {
        this.issuers = issuers;
        this.current = current;
    }

    TrustOutcome register(AdminCaller caller, TrustRegistration wanted) {
        if (!wanted.violations().isEmpty()) {
            return Refused.invalid(wanted.violations());
        }
        return TrustAudit.told("registered", caller, current, issuers.add(registered -> {
            List<TrustedIssuer> others = Stream.concat(registered.stream(), current.configured().stream())
                    .toList();
            if (others.stream().anyMatch(other -> other.name().equals(wanted.name()))) {
                return Refused.because(Reason.TAKEN);
            }
            List<Violation> violations = wanted.violations(others);
            return violations.isEmpty()
                    ? new Done(TrustedIssuer.registered(wanted.name(), wanted.terms()))
                    : Refused.invalid(violations);
        }));
    }
}
