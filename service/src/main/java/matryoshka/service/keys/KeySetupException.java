package matryoshka.service.keys;

/** The issuer cannot start because of its keys; the message says in one sentence what to do. It contains no key material. */
public final class KeySetupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KeySetupException(String message) {
        super(message);
    }
}
