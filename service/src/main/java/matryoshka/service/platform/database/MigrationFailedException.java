package matryoshka.service.platform.database;

/** The database has not the schema this release needs; the cause says which migration failed, and where. */
public final class MigrationFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MigrationFailedException(Throwable cause) {
        super("The database schema could not be brought up to date: " + firstLine(cause), cause);
    }

    /** Flyway goes on over many lines; the first one says what is wrong. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
    }
}
