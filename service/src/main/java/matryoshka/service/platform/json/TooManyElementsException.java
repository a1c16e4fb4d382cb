package matryoshka.service.platform.json;

import matryoshka.graph.Violation;

/** A document has more of something than one may have. What follows was not read. */
public final class TooManyElementsException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Violation violation;

    TooManyElementsException(Violation violation) {
        super(violation.message(), null, false, false);
        this.violation = violation;
    }

    public Violation violation() {
        return violation;
    }
}
