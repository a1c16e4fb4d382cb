package matryoshka.embeddedpostgres;

/** Why the embedded database cannot be had, as one sentence for the person who starts it; where PostgreSQL has said more, its lines follow. */
public final class EmbeddedPostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
