package matryoshka.service.trust;

import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTrustedIssuersTest extends TrustedIssuersContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final TrustedIssuers issuers = new JdbiTrustedIssuers(POSTGRES.jdbi());

    @BeforeEach
    void empty() {
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("delete from trusted_issuer");
            database.execute("delete from subject_prefix");
        });
    }

    @Override
    TrustedIssuers issuers() {
        return issuers;
    }

    @Override
    void longAfter() {
        POSTGRES.jdbi()
                .useHandle(database ->
                        database.execute("update subject_prefix set released_at = released_at - interval '1 minute'"));
    }
}
