package matryoshka.service.platform.files;

/** A file that the issuer needs cannot be read or written; the message says in a sentence what to do. It holds no content. */
public final class FileSetupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FileSetupException(String message) {
        super(message);
    }
}
