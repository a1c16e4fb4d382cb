package matryoshka.service.start;

/** A restored database lacks changes; the message says how many. */
public final class UndoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UndoneException(String message) {
        super(message);
    }
}
