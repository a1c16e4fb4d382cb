package matryoshka.service.clients.replay;

import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiUsedIdsTest extends UsedIdsContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final UsedIds ids = new JdbiUsedIds(POSTGRES.jdbi());

    @BeforeEach
    void empty() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from used_jti"));
    }

    @Override
    UsedIds ids() {
        return ids;
    }
}
