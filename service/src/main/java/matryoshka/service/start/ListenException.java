package matryoshka.service.start;

/** The issuer cannot listen where it is configured to; the message says why and what to do. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ListenException(String message) {
        super(message);
    }
}
