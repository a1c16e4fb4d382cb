package matryoshka.service.tokens.split;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The kept parts of split tokens in PostgreSQL. */
public final class JdbiSplitTokens implements SplitTokens {
    private final Jdbi jdbi;
    private final int maxPerClient;

    /** @param maxPerClient how many living ones are kept for one client; requests at the same moment can exceed it by a few */
    public JdbiSplitTokens(Jdbi jdbi, int maxPerClient) {
        this.jdbi = jdbi;
        this.maxPerClient = maxPerClient;
    }

    @Override
    public boolean keep(SplitToken token, String clientId, Instant now, Instant expiresAt) {
        return jdbi.withHandle(database -> database.createUpdate("""
                                insert into split_token (hash, client_id, head, expires_at)
                                select :hash, :client, :head, :expiresAt
                                where (select count(*)
                                       from (select 1 from split_token
                                             where client_id = :client and expires_at > :now
                                             limit :max) as living) < :max
                                """)
                        .bind("hash", token.hash().bytes())
                        .bind("client", clientId)
                        .bind("head", token.head())
                        .bind("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("max", maxPerClient)
                        .execute())
                == 1;
    }

    @Override
    public Optional<String> head(SplitToken.Hash hash, Instant now) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select head from split_token where hash = :hash and expires_at > :now
                        """)
                .bind("hash", hash.bytes())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public void purge(Instant past) {
        jdbi.useHandle(database -> database.createUpdate("delete from split_token where expires_at < :past")
                .bind("past", past.atOffset(ZoneOffset.UTC))
                .execute());
    }
}
