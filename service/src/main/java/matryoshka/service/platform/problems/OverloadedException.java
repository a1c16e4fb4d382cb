package matryoshka.service.platform.problems;

/** As many wait for something as may, and it would take another thread to wait, too. It passes; so it is told as an outage is. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** It has no stack trace: it is thrown when there is too much to do already. */
    public OverloadedException(String message) {
        super(message, null, false, false);
    }
}
