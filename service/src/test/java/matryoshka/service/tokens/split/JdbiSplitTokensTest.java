package matryoshka.service.tokens.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of split tokens, for how long, and how much. */
class JdbiSplitTokensTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-28T02:00:00Z");
    private static final Instant END = NOW.plusSeconds(300);
    private static final int MAX = 3;

    private final SplitTokens tokens = new JdbiSplitTokens(POSTGRES.jdbi(), MAX);

    @BeforeEach
    void empty() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from split_token"));
    }

    @Test
    void a_part_is_found_by_the_hash_of_the_signature_until_the_token_expires() {
        assertThat(keep("one", "a", NOW)).isTrue();

        assertThat(tokens.head(SplitToken.Hash.of("one"), NOW)).contains("head.one");
        assertThat(tokens.head(SplitToken.Hash.of("one"), END)).isEmpty();
        assertThat(tokens.head(SplitToken.Hash.of("two"), NOW)).isEmpty();
    }

    @Test
    void a_client_has_so_many_living_ones_and_no_more() {
        for (int number = 0; number < MAX; number++) {
            assertThat(keep("a" + number, "a", NOW)).isTrue();
        }
        assertThat(keep("more", "a", NOW)).isFalse();
        assertThat(tokens.head(SplitToken.Hash.of("more"), NOW)).isEmpty();

        assertThat(keep("other", "b", NOW)).isTrue();
        assertThat(keep("later", "a", END)).isTrue();
    }

    @Test
    void what_has_expired_is_purged() {
        keep("one", "a", NOW);

        tokens.purge(END);
        assertThat(rows()).isEqualTo(1);
        tokens.purge(END.plusSeconds(1));
        assertThat(rows()).isZero();
    }

    @Test
    void its_string_form_shows_no_part() {
        assertThat(SplitToken.of("head.payload.secret").toString()).doesNotContain("head", "payload", "secret");
        assertThat(SplitToken.of("head.payload.secret")).isEqualTo(new SplitToken("head.payload", "secret"));
    }

    private boolean keep(String signature, String client, Instant now) {
        return tokens.keep(new SplitToken("head." + signature, signature), client, now, now.plusSeconds(300));
    }

    private static int rows() {
        return POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select count(*) from split_token")
                        .mapTo(Integer.class)
                        .one());
    }
}
