package matryoshka.embeddedpostgres;

import java.util.List;

/** How much of a committed transaction survives a crash of the machine. */
public enum Durability {
    /** All of it: PostgreSQL waits for the disk at every commit. */
    FULL("on"),

    /** Perhaps nothing, not even a readable cluster. Only for tests, whose data nobody needs. */
    NONE("off");

    private final String value;

    Durability(String value) {
        this.value = value;
    }

    List<String> settings() {
        return List.of("fsync=" + value, "synchronous_commit=" + value, "full_page_writes=" + value);
    }
}
