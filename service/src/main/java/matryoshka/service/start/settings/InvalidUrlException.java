package matryoshka.service.start.settings;

/** A URL cannot be used; the message says why, after the name of the setting, and quotes nothing of the URL. */
final class InvalidUrlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidUrlException(String fault) {
        super(fault);
    }
}
