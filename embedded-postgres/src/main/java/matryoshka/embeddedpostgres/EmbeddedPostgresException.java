package matryoshka.embeddedpostgres;

/** Why the embedded database cannot be started, as one sentence for the user, followed by PostgreSQL's own output if there is any. */
public final class EmbeddedPostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
