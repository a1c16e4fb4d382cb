package matryoshka.service.tokens.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import matryoshka.graph.Scopes;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions of the console and their codes, in PostgreSQL. */
class ConsoleSessionsTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-28T02:00:00Z");
    private static final Instant END = NOW.plusSeconds(300);
    private static final int MAX = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ConsoleSessions sessions = new JdbiConsoleSessions(POSTGRES.jdbi(), MAX);
    private final ConsoleSession session = session("admin");
    private final ConsoleCode code = code(session);
    private final ConsoleCode next = code(session);

    @BeforeEach
    void clients() {
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("delete from client");
            database.execute("insert into client (client_id, created_at) values ('admin', now()), ('other', now())");
        });
    }

    @Test
    void a_code_is_used_once() {
        begin(session, code);

        assertThat(sessions.find(code, NOW)).contains(session);
        assertThat(sessions.replace(code, next, END)).isTrue();
        assertThat(sessions.replace(code, code(session), END)).isFalse();
        assertThat(sessions.find(code, NOW)).isEmpty();
        assertThat(sessions.find(next, NOW)).contains(session);
    }

    @Test
    void an_expired_code_is_not_used() {
        begin(session, code);

        assertThat(sessions.find(code, END)).isEmpty();
        assertThat(sessions.endIfUsed(code)).isEmpty();
    }

    @Test
    void a_code_that_is_used_twice_ends_its_session() {
        begin(session, code);
        sessions.replace(code, next, END);

        assertThat(sessions.endIfUsed(code(session("admin")))).isEmpty();
        assertThat(sessions.endIfUsed(next)).isEmpty();
        assertThat(sessions.endIfUsed(code)).contains("admin");
        assertThat(sessions.find(next, NOW)).isEmpty();
    }

    @Test
    void each_code_that_was_used_ends_the_session_and_not_only_the_last_one() {
        begin(session, code);
        sessions.replace(code, next, END);
        ConsoleCode third = code(session);
        sessions.replace(next, third, END);

        assertThat(sessions.endIfUsed(code)).contains("admin");
        assertThat(sessions.find(third, NOW)).isEmpty();
    }

    @Test
    void a_session_that_ended_meanwhile_does_not_go_on() {
        begin(session, code);
        sessions.end(session.id());

        assertThat(sessions.replace(code, next, END)).isFalse();
        assertThat(sessions.find(next, NOW)).isEmpty();
    }

    @Test
    void a_client_has_so_many_living_sessions_and_no_more() {
        for (int number = 0; number < MAX; number++) {
            ConsoleSession another = session("admin");
            begin(another, code(another));
        }

        ConsoleSession other = session("other");
        assertThat(sessions.add(session, code, NOW, END)).isFalse();
        assertThat(sessions.add(other, code(other), NOW, END)).isTrue();
        assertThat(sessions.add(session, code, END, END.plusSeconds(1))).isTrue();
    }

    @Test
    void a_client_that_was_just_removed_gets_no_session() {
        ConsoleSession removed = session("removed");

        assertThat(sessions.add(removed, code(removed), NOW, END)).isFalse();
    }

    @Test
    void sessions_end_with_their_client_and_with_their_code() {
        begin(session, code);
        ConsoleSession other = session("other");
        begin(other, code(other));

        POSTGRES.jdbi().useHandle(database -> database.execute("delete from client where client_id = 'admin'"));
        assertThat(sessions.find(code, NOW)).isEmpty();
        sessions.purge(END);
        assertThat(rows()).isEqualTo(1);
        sessions.purge(END.plusSeconds(1));
        assertThat(rows()).isZero();
    }

    @Test
    void no_string_form_shows_a_code() {
        String secret = code.secret().reveal();

        assertThat(secret).matches("mtc_[A-Za-z0-9_-]{64}");
        assertThat(code.toString()).doesNotContain(secret);
        assertThat(new LinkToConsole.Link(code, Scopes.of("graph:read"), java.time.Duration.ofMinutes(5)).toString())
                .doesNotContain(secret);
        assertThat(ConsoleCode.parse(secret)).hasValueSatisfying(parsed -> {
            assertThat(parsed.digest()).isEqualTo(code.digest());
            assertThat(parsed.session()).isEqualTo(session.id());
        });
        assertThat(ConsoleCode.parse(secret + "x")).isEmpty();
    }

    private void begin(ConsoleSession begun, ConsoleCode begins) {
        assertThat(sessions.add(begun, begins, NOW, END)).isTrue();
    }

    private static ConsoleCode code(ConsoleSession of) {
        return ConsoleCode.generate(of.id(), RANDOM);
    }

    private static ConsoleSession session(String client) {
        return new ConsoleSession(UUID.randomUUID(), client, Scopes.of("clients:read", "graph:read"), NOW);
    }

    private static int rows() {
        return POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select count(*) from console_session")
                        .mapTo(int.class)
                        .one());
    }
}
