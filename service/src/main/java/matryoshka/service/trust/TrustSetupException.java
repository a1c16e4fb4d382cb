package matryoshka.service.trust;

import java.util.List;
import java.util.stream.Collectors;
import matryoshka.graph.Violation;

/** The configuration of a trusted issuer violates rules; the message says where and which. */
public final class TrustSetupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrustSetupException(int index, List<Violation> violations) {
        super(violations.stream()
                .map(violation -> "trustedIssuers/" + index + violation.pointer() + ": " + violation.message())
                .collect(Collectors.joining("\n")));
    }
}
