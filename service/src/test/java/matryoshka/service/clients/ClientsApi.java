package matryoshka.service.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.dropwizard.testing.junit5.ResourceExtension;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Scopes;
import matryoshka.graph.Violation;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.clients.registration.ClientsResource;
import matryoshka.service.clients.registration.JdbiClients;
import matryoshka.service.clients.registration.JdbiServiceOwners;
import matryoshka.service.clients.registration.RegistrationRules;
import matryoshka.service.platform.http.HttpFeature;
import matryoshka.service.platform.http.Places;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemMapper;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.token.PublicKeys;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The resource over HTTP upon a database, both empty before each test. In bodies, single quotes stand for double ones. */
public final class ClientsApi implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    /** The scopes of the default caller, {@code admin}. */
    public static final String ADMIN_SCOPES = BuiltIn.CLIENTS_READ + " " + BuiltIn.CLIENTS_WRITE;

    /** The public key of a certificate authority, as a JWK (RFC 7517) and in X.509 form. */
    public static final OctetKeyPair AUTHORITY_JWK = authority();

    private static final ByteBuffer AUTHORITY =
            ByteBuffer.wrap(PublicKeys.of(AUTHORITY_JWK).orElseThrow().getEncoded());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of the graph, which tests may change. */
    public final Set<String> graphScopes = ConcurrentHashMap.newKeySet();

    /** Scopes that no client may have all of. */
    public final Set<String> tooMuch = ConcurrentHashMap.newKeySet();

    public final AtomicInteger refreshes = new AtomicInteger();
    private final PostgresExtension postgres = new PostgresExtension();
    private @Nullable ResourceExtension server;

    /** One answer, its body read. */
    public record Answer(int status, Response response, String body) {
        public JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return String.valueOf(response.getHeaderString(name));
        }

        /** Problem details, each violation given as its pointer and rule. */
        public void isProblem(int expected, String... violations) throws IOException {
            assertThat(status).as(body).isEqualTo(expected);
            assertThat(header("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
            assertThat(StreamSupport.stream(json().path("violations").spliterator(), false))
                    .extracting(violation -> violation.path("pointer").textValue() + " "
                            + violation.path("rule").textValue())
                    .containsExactlyInAnyOrder(violations);
        }
    }

    private static OctetKeyPair authority() {
        try {
            return OctetKeyPair.parse(
                    "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
        } catch (ParseException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        postgres.beforeAll(context);
        server = ResourceExtension.builder()
                .setRegisterDefaultExceptionMappers(false)
                .addProvider(new ProblemMapper(() -> "error"))
                .addProvider(new HttpFeature(1 << 20, new Places(8, 8)))
                .addProvider(new CallerFilter())
                .addResource(resource())
                .build();
        run(server::before);
    }

    private ClientsResource resource() {
        Clock clock = Clock.fixed(TestClients.CREATED, ZoneOffset.UTC);
        Clients clients = new JdbiClients(jdbi(), clock, Duration.ofHours(1));
        ClientPower power = new ClientPower(clients, new JdbiServiceOwners(jdbi()), Set.of(AUTHORITY));
        return new ClientsResource(
                clients,
                new Rules(),
                power,
                refreshes::incrementAndGet,
                AuditLines.log(),
                new OutboundPolicy(false, false),
                new SecureRandom(),
                clock);
    }

    private final class Rules implements RegistrationRules {
        @Override
        public boolean hasScope(String scope) {
            return graphScopes.contains(scope) || BuiltIn.scopes().contains(scope);
        }

        @Override
        public List<Violation> violations(Client client) {
            return client.metadata().scopes().containsAll(Scopes.of(tooMuch)) && !tooMuch.isEmpty()
                    ? List.of(new Violation("/scope", "invariant", "Never both."))
                    : List.of();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        jdbi().useHandle(database -> database.execute("delete from client"));
        graphScopes.clear();
        graphScopes.addAll(List.of("orders:place", "orders:read"));
        tooMuch.clear();
        refreshes.set(0);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            run(server::after);
        }
    }

    private static void run(ThrowingCallable step) {
        try {
            step.call();
        } catch (Throwable failure) {
            throw new IllegalStateException("the resource neither starts nor stops", failure);
        }
    }

    public Jdbi jdbi() {
        return postgres.jdbi();
    }

    public Invocation.Builder request(String path) {
        return request(path, "admin", ADMIN_SCOPES);
    }

    public Invocation.Builder request(String path, String caller, String scopes) {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.client()
                .target(URI.create(server.getJerseyTest().target().getUri() + path.substring(1)))
                .request()
                .header(CallerFilter.CALLER, caller)
                .header(CallerFilter.SCOPES, scopes);
    }

    public Answer get(String path) {
        return send(request(path), "GET", null);
    }

    public Answer post(String path, @Nullable String body) {
        return send(request(path), "POST", body);
    }

    public Answer put(String path, String body) {
        return send(request(path), "PUT", body);
    }

    public Answer delete(String path) {
        return send(request(path), "DELETE", null);
    }

    public static Answer send(Invocation.Builder request, String method, @Nullable String body) {
        try (Response response = body == null
                ? request.method(method)
                : request.method(method, Entity.entity(quoted(body), MediaType.APPLICATION_JSON))) {
            return new Answer(response.getStatus(), response, response.readEntity(String.class));
        }
    }

    public static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
