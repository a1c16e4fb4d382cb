package matryoshka.service.start.restore;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** What the database holds now. Reads all but revocations at once. */
final class RestoredDatabase {
    /** States of a signing key, in their order. */
    static final List<String> KEY_STATES = List.of("next", "active", "retiring", "gone");

    /** The audit log is written right after the database. */
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);

    private record Version(Instant publishedAt, String publishedBy) {}

    private final Jdbi jdbi;
    private final Map<String, Version> versions = new HashMap<>();
    private final Map<String, Long> clients;
    private final Map<String, Long> issuers;
    private final Set<String> webhooks;
    private final Map<String, String> keys;

    RestoredDatabase(Jdbi jdbi) {
        this.jdbi = jdbi;
        jdbi.useHandle(handle -> handle.createQuery("select version, published_at, published_by from graph_version")
                .map((row, context) -> versions.put(
                        row.getString("version"),
                        new Version(row.getTimestamp("published_at").toInstant(), row.getString("published_by"))))
                .list());
        this.clients = revisions("select client_id as name, revision from client");
        this.issuers = revisions("select name, revision from trusted_issuer");
        this.webhooks = Set.copyOf(jdbi.withHandle(handle -> handle.createQuery("select service from webhook")
                .mapTo(String.class)
                .list()));
        this.keys = jdbi.withHandle(handle -> handle.createQuery("""
                                select kid, case when gone_at is not null then 'gone'
                                                 when retired_at is not null then 'retiring'
                                                 when activated_at is not null then 'active'
                                                 else 'next' end as state
                                from signing_key
                                """).reduceRows(new HashMap<>(), (states, row) -> {
            states.put(row.getColumn("kid", String.class), row.getColumn("state", String.class));
            return states;
        }));
    }

    private Map<String, Long> revisions(String query) {
        return jdbi.withHandle(handle -> handle.createQuery(query).reduceRows(new HashMap<>(), (found, row) -> {
            found.put(row.getColumn("name", String.class), row.getColumn("revision", Long.class));
            return found;
        }));
    }

    /** Returns whether it has this very version, and not another of the same number. */
    boolean hasVersion(String number, String by, Instant time) {
        Version version = versions.get(number);
        return version != null
                && version.publishedBy().equals(by)
                && Duration.between(version.publishedAt(), time).abs().compareTo(MAX_DELAY) <= 0;
    }

    Optional<Long> clientRevision(String clientId) {
        return Optional.ofNullable(clients.get(clientId));
    }

    Optional<Long> issuerRevision(String name) {
        return Optional.ofNullable(issuers.get(name));
    }

    boolean hasWebhook(String service) {
        return webhooks.contains(service);
    }

    Optional<String> keyState(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    /** Returns those of some tokens of which no revocation is stored, and no cut-off of the client that revoked them. */
    Set<String> notRevoked(Map<String, String> revokedByJti) {
        List<String> jtis = List.copyOf(revokedByJti.keySet());
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select asked.jti from unnest(:jtis, :by) as asked (jti, revoked_by)
                                where not exists (select from revocation where sha256(decode(revocation.jti, 'escape')) = sha256(decode(asked.jti, 'escape')))
                                  and not exists (select from revocation where revocation.revoked_by = asked.revoked_by and begun_by is not null)
                                """)
                .bindArray("jtis", String.class, jtis)
                .bindArray(
                        "by", String.class, jtis.stream().map(revokedByJti::get).toList())
                .mapTo(String.class)
                .collect(Collectors.toSet()));
    }

    /** Returns the clients and subjects whose tokens are revoked, as the audit log names them. */
    Set<String> revokedHolders() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select case when client_id is not null then 'client_id' else 'subject' end as member,
                                       coalesce(client_id, subject) as holder, issued_before
                                from revocation where coalesce(client_id, subject) is not null
                                """)
                .map((row, context) -> AuditedChange.holder(
                        row.getString("member"),
                        row.getString("holder"),
                        row.getTimestamp("issued_before").toInstant()))
                .collect(Collectors.toSet()));
    }
}
