package matryoshka.service.trust;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.token.VerificationAlgorithm;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code trusted_issuer}. */
final class TrustedIssuerRows {
    private TrustedIssuerRows() {}

    static List<TrustedIssuer> all(Handle database) {
        return database.createQuery("""
                        select name, issuer, jwks, jwks_uri, audiences, types, algorithms, claims, subject_prefix, clients, revision,
                               registered_at
                        from trusted_issuer
                        order by name collate "C"
                        """).map(TrustedIssuerRows::issuer).list();
    }

    /** Locks out other changes to any issuer until the transaction ends; does not block readers. */
    static void lock(Handle database) {
        database.execute("lock table trusted_issuer in share row exclusive mode");
    }

    /** @param since from when chains of its users are valid */
    static void insert(Handle database, TrustedIssuer issuer, Instant since) {
        bind(database.createUpdate("""
                        insert into trusted_issuer
                            (name, issuer, jwks, jwks_uri, audiences, types, algorithms, claims, subject_prefix, clients, revision,
                             registered_at)
                        values (:name, :issuer, cast(:jwks as jsonb), :jwksUri, :audiences, :types, :algorithms,
                                cast(:claims as jsonb), :subjectPrefix, :clients, :revision, :since)
                        """), issuer).bind("since", since).execute();
    }

    static void update(Handle database, TrustedIssuer issuer) {
        bind(database.createUpdate("""
                        update trusted_issuer
                        set issuer = :issuer, jwks = cast(:jwks as jsonb), jwks_uri = :jwksUri, audiences = :audiences,
                            types = :types, algorithms = :algorithms, claims = cast(:claims as jsonb),
                            subject_prefix = :subjectPrefix, clients = :clients, revision = :revision
                        where name = :name
                        """), issuer).execute();
    }

    static Optional<String> prefix(Handle database, String name) {
        return database.createQuery("select subject_prefix from trusted_issuer where name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    /** Ends chains of its users that began earlier. */
    static void begin(Handle database, String name, Instant since) {
        database.createUpdate("update trusted_issuer set registered_at = :since where name = :name")
                .bind("name", name)
                .bind("since", since)
                .execute();
    }

    static void delete(Handle database, TrustedIssuer issuer) {
        database.createUpdate("delete from trusted_issuer where name = :name")
                .bind("name", issuer.name())
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, TrustedIssuer issuer) {
        TrustTerms terms = issuer.terms();
        return statement
                .bind("name", issuer.name())
                .bind("issuer", terms.issuer())
                .bind("jwks", terms.jwks())
                .bind(
                        "jwksUri",
                        terms.jwksUri() == null ? null : terms.jwksUri().toString())
                .bindArray("audiences", String.class, terms.audiences())
                .bindArray("types", String.class, names(terms.types(), SubjectTokenType::shortName))
                .bindArray("algorithms", String.class, names(terms.algorithms(), VerificationAlgorithm::joseName))
                .bind("claims", StoredJson.print(new TreeMap<>(terms.claims())))
                .bind("subjectPrefix", terms.subjectPrefix())
                .bindArray("clients", String.class, terms.clients())
                .bind("revision", issuer.revision());
    }

    private static TrustedIssuer issuer(ResultSet row, StatementContext context) throws SQLException {
        String jwks = row.getString("jwks");
        String jwksUri = row.getString("jwks_uri");
        TrustTerms terms = new TrustTerms(
                row.getString("issuer"),
                jwks == null ? null : StoredJson.print(StoredJson.object(jwks)),
                jwksUri == null ? null : URI.create(jwksUri),
                texts(row, "audiences", Function.identity()),
                texts(row, "types", type -> SubjectTokenType.ofShortName(type).orElseThrow()),
                texts(row, "algorithms", VerificationAlgorithm::valueOf),
                claims(row.getString("claims")),
                row.getString("subject_prefix"),
                texts(row, "clients", Function.identity()));
        return new TrustedIssuer(
                row.getString("name"),
                terms,
                row.getLong("revision"),
                row.getTimestamp("registered_at").toInstant());
    }

    private static SortedMap<String, String> claims(String json) {
        SortedMap<String, String> claims = new TreeMap<>();
        StoredJson.object(json).forEach((theirs, ours) -> claims.put(theirs, (String) ours));
        return claims;
    }

    private static <T> List<String> names(SortedSet<T> values, Function<T, String> name) {
        return values.stream().map(name).toList();
    }

    private static <T extends Comparable<T>> SortedSet<T> texts(ResultSet row, String column, Function<String, T> value)
            throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .map(value)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
