package matryoshka.service.platform.database;

/** The database does not have the schema that this release needs. The cause says which migration failed, and where. */
public final class MigrationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MigrationFailedException(Throwable cause) {
        super("Could not migrate the database schema: " + firstLine(cause), cause);
    }

    /** Flyway's messages have many lines; the first one says what is wrong. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
    }
}
