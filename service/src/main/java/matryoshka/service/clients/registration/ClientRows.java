package matryoshka.service.clients.registration;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.CertificateName;
import matryoshka.service.clients.CertificateName.Kind;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.Possession;
import matryoshka.service.clients.SecretHash;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code client}. */
final class ClientRows {
    /** One statement, so that clients and their secrets are from the same moment. */
    private static final String SELECT = """
            select client_id, client_name, scope, grant_types, token_endpoint_auth_method, jwks, jwks_uri, token_format, claims,
                   properties, disabled, created_at, revision, registration,
                   tls_client_auth_subject_dn, tls_client_auth_san_dns, tls_client_auth_san_uri,
                   dpop_bound_access_tokens, tls_client_certificate_bound_access_tokens,
                   array(select hash from client_secret where client_secret.client_id = client.client_id order by id desc) as hashes
            from client
            """;

    private ClientRows() {}

    static List<Client> all(Handle database) {
        return database.createQuery(SELECT).map(ClientRows::client).list();
    }

    static Optional<Client> find(Handle database, String id) {
        return database.createQuery(SELECT + "where client_id = :id")
                .bind("id", id)
                .map(ClientRows::client)
                .findOne();
    }

    /** Locks a client until the transaction ends, so that other changes to it wait; false if it is unknown. */
    static boolean lock(Handle database, String id) {
        return database.createQuery("select 1 from client where client_id = :id for update")
                .bind("id", id)
                .mapTo(int.class)
                .findOne()
                .isPresent();
    }

    /** Returns false if the id is taken. */
    static boolean insert(Handle database, Client client) {
        return bind(database.createUpdate("""
                        insert into client
                            (client_id, client_name, scope, grant_types, token_endpoint_auth_method, jwks, jwks_uri, token_format,
                             claims, properties, disabled, created_at, revision, tls_client_auth_subject_dn, tls_client_auth_san_dns,
                             tls_client_auth_san_uri, dpop_bound_access_tokens, tls_client_certificate_bound_access_tokens)
                        values (:id, :name, :scope, :grantTypes, :authentication, cast(:jwks as jsonb), :jwksUri, :tokenFormat,
                                cast(:claims as jsonb), cast(:properties as jsonb), :disabled, :createdAt, :revision, :SUBJECT_DN, :SAN_DNS,
                                :SAN_URI, :dpopBound, :certificateBound)
                        on conflict (client_id) do nothing
                        """), client)
                        .bind("createdAt", client.createdAt())
                        .execute()
                == 1;
    }

    static void update(Handle database, Client client) {
        bind(database.createUpdate("""
                        update client
                        set client_name = :name, scope = :scope, grant_types = :grantTypes,
                            token_endpoint_auth_method = :authentication, jwks = cast(:jwks as jsonb), jwks_uri = :jwksUri,
                            token_format = :tokenFormat,
                            claims = cast(:claims as jsonb), properties = cast(:properties as jsonb), disabled = :disabled,
                            revision = :revision,
                            tls_client_auth_subject_dn = :SUBJECT_DN, tls_client_auth_san_dns = :SAN_DNS,
                            tls_client_auth_san_uri = :SAN_URI, dpop_bound_access_tokens = :dpopBound,
                            tls_client_certificate_bound_access_tokens = :certificateBound
                        where client_id = :id
                        """), client).execute();
    }

    static void delete(Handle database, String id) {
        database.createUpdate("delete from client where client_id = :id")
                .bind("id", id)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Client client) {
        ClientMetadata metadata = client.metadata();
        for (Kind kind : Kind.values()) {
            CertificateName name = metadata.possession().certificate();
            statement.bind(kind.name(), name != null && name.kind() == kind ? name.value() : null);
        }
        return statement
                .bind("id", client.id())
                .bind("name", metadata.name())
                .bindArray("scope", String.class, metadata.scopes().toList())
                .bindArray("grantTypes", String.class, metadata.grantTypes())
                .bind("authentication", metadata.authentication().registeredName())
                .bind("jwks", metadata.jwks())
                .bind(
                        "jwksUri",
                        metadata.jwksUri() == null ? null : metadata.jwksUri().toString())
                .bind("tokenFormat", metadata.tokenFormat())
                .bind("claims", StoredJson.print(metadata.claims()))
                .bind("properties", StoredJson.print(metadata.properties()))
                .bind("disabled", metadata.disabled())
                .bind("dpopBound", metadata.possession().dpopBound())
                .bind("certificateBound", metadata.possession().certificateBound())
                .bind("revision", client.revision());
    }

    private static Client client(ResultSet row, StatementContext context) throws SQLException {
        return new Client(
                row.getString("client_id"),
                metadata(row),
                Arrays.stream((byte[][]) row.getArray("hashes").getArray())
                        .map(SecretHash::stored)
                        .toList(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"),
                row.getInt("registration"));
    }

    private static ClientMetadata metadata(ResultSet row) throws SQLException {
        String jwks = row.getString("jwks");
        String jwksUri = row.getString("jwks_uri");
        return new ClientMetadata(
                row.getString("client_name"),
                Scopes.of(texts(row, "scope")),
                texts(row, "grant_types"),
                AuthenticationMethod.of(row.getString("token_endpoint_auth_method"))
                        .orElseThrow(),
                jwks == null ? null : StoredJson.print(StoredJson.object(jwks)),
                row.getString("token_format"),
                StoredJson.object(row.getString("claims")),
                StoredJson.object(row.getString("properties")),
                row.getBoolean("disabled"),
                possession(row),
                jwksUri == null ? null : URI.create(jwksUri));
    }

    private static Possession possession(ResultSet row) throws SQLException {
        CertificateName certificate = null;
        for (Kind kind : Kind.values()) {
            String value = row.getString(kind.memberName());
            certificate = value == null ? certificate : new CertificateName(kind, value);
        }
        return new Possession(
                certificate,
                row.getBoolean("dpop_bound_access_tokens"),
                row.getBoolean("tls_client_certificate_bound_access_tokens"));
    }

    private static SortedSet<String> texts(ResultSet row, String column) throws SQLException {
        return Sorted.set(List.of((String[]) row.getArray(column).getArray()));
    }
}
