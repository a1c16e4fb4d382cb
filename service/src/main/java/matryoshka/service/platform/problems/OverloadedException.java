package matryoshka.service.platform.problems;

/** Too many callers already wait for something, and this one would occupy another thread. Transient, so it is reported like an outage. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** It has no stack trace, since it is thrown under overload. */
    public OverloadedException(String message) {
        super(message, null, false, false);
    }
}
