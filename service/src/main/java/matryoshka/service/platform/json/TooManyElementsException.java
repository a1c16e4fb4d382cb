package matryoshka.service.platform.json;

import matryoshka.graph.Violation;

/** A document contains more of something than allowed. The rest of it was not read. */
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
