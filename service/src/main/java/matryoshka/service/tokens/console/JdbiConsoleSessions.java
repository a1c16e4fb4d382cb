package matryoshka.service.tokens.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import matryoshka.graph.Scopes;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The sessions of the console in PostgreSQL. */
public final class JdbiConsoleSessions implements ConsoleSessions {
    private final Jdbi jdbi;
    private final int maxPerClient;

    /** @param maxPerClient how many sessions of one client can be alive; requests at the same moment can exceed it by a few */
    public JdbiConsoleSessions(Jdbi jdbi, int maxPerClient) {
        this.jdbi = jdbi;
        this.maxPerClient = maxPerClient;
    }

    @Override
    public boolean add(ConsoleSession session, ConsoleCode code, Instant now, Instant expiresAt) {
        return jdbi.withHandle(database -> database.createUpdate("""
                                insert into console_session (id, client_id, scope, began_at, code_hash, expires_at)
                                select :id, client_id, :scope, :beganAt, :code, :expiresAt
                                from client
                                where client_id = :client
                                  and (select count(*) from console_session where client_id = :client and expires_at > :now) < :max
                                for key share
                                """)
                        .bind("id", session.id())
                        .bind("client", session.clientId())
                        .bindArray("scope", String.class, session.scopes().toList())
                        .bind("beganAt", utc(session.beganAt()))
                        .bind("code", code.digest())
                        .bind("expiresAt", utc(expiresAt))
                        .bind("now", utc(now))
                        .bind("max", maxPerClient)
                        .execute())
                == 1;
    }

    @Override
    public Optional<ConsoleSession> find(ConsoleCode code, Instant now) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select id, client_id, scope, began_at
                        from console_session
                        where id = :id and code_hash = :code and expires_at > :now
                        """)
                .bind("id", code.session())
                .bind("code", code.digest())
                .bind("now", utc(now))
                .map(JdbiConsoleSessions::session)
                .findOne());
    }

    @Override
    public boolean replace(ConsoleCode code, ConsoleCode next, Instant expiresAt) {
        return jdbi.withHandle(database -> database.createUpdate("""
                                update console_session
                                set code_hash = :next, expires_at = :expiresAt
                                where id = :id and code_hash = :code
                                """)
                        .bind("id", code.session())
                        .bind("code", code.digest())
                        .bind("next", next.digest())
                        .bind("expiresAt", utc(expiresAt))
                        .execute())
                == 1;
    }

    @Override
    public Optional<String> endIfUsed(ConsoleCode code) {
        return jdbi.withHandle(database -> database.createQuery(
                        "delete from console_session where id = :id and code_hash <> :code returning client_id")
                .bind("id", code.session())
                .bind("code", code.digest())
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public void end(UUID session) {
        jdbi.useHandle(database -> database.createUpdate("delete from console_session where id = :id")
                .bind("id", session)
                .execute());
    }

    @Override
    public void purge(Instant past) {
        jdbi.useHandle(database -> database.createUpdate("delete from console_session where expires_at < :past")
                .bind("past", utc(past))
                .execute());
    }

    private static ConsoleSession session(ResultSet row, StatementContext context) throws SQLException {
        return new ConsoleSession(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                Scopes.of(List.of((String[]) row.getArray("scope").getArray())),
                row.getObject("began_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
