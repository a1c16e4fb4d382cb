package matryoshka.service.clients.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.clients.TestClients;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Reason;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.testing.AuditLines;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Registering, changing and removing clients, and their secrets: who may, and what is refused why. */
class RegistrationTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AdminCaller REGISTRAR = caller("registrar", "clients:write");
    private static final AdminCaller ROOT =
            caller("root", "clients:write", "graph:write", "graph:publish-any", "keys:rotate");

    private final InMemoryClients clients = new InMemoryClients();
    private final List<String> refreshes = new ArrayList<>();
    private final Rules rules = new Rules();
    private final ClientPower power = new ClientPower(clients, clients, Set.of());
    private final AnnounceChange announce = new AnnounceChange(() -> refreshes.add("refreshed"), AuditLines.log());
    private final ClientSecrets secrets = new ClientSecrets(RANDOM);
    private final RegisterClient registerClient = new RegisterClient(
            clients,
            rules,
            power,
            announce,
            new GeneratedIds(RANDOM),
            secrets,
            Clock.fixed(TestClients.CREATED, ZoneOffset.UTC));
    private final ChangeClient changeClient = new ChangeClient(clients, rules, power, announce);
    private final RemoveClient removeClient = new RemoveClient(clients, power, announce);
    private final AddSecret addSecret = new AddSecret(clients, power, announce, secrets);

    /** The graph has the scope {@code shop:order}, and no room for a client that is named "wide". */
    private static final class Rules implements RegistrationRules {
        @Override
        public boolean hasScope(String scope) {
            return Set.of("shop:order", "clients:write", "graph:write", "keys:rotate")
                    .contains(scope);
        }

        @Override
        public List<Violation> violations(Client client) {
            return client.id().equals("wide")
                    ? List.of(new Violation("/scope", "over-budget", "Too much."))
                    : List.of();
        }
    }

    @Test
    void a_client_is_registered_with_a_secret_that_is_told_once_and_this_instance_knows_it_at_once() {
        Done done = done(registerClient.register(REGISTRAR, registration("web", "shop:order")));

        assertThat(done.client().secrets()).containsExactly(SecretHash.of(Objects.requireNonNull(done.secret())));
        assertThat(clients.find("web")).isPresent();
        assertThat(refreshes).hasSize(1);
    }

    @Test
    void a_client_without_an_id_gets_one_that_nobody_has() {
        String first = done(registerClient.register(REGISTRAR, registration(null)))
                .client()
                .id();
        String second = done(registerClient.register(REGISTRAR, registration(null)))
                .client()
                .id();

        assertThat(first).startsWith("client-").isNotEqualTo(second);
    }

    @Test
    void a_client_that_authenticates_with_keys_gets_no_secret() {
        Registration byKey = new Registration("web", metadata(AuthenticationMethod.PRIVATE_KEY_JWT, false), List.of());

        assertThat(done(registerClient.register(REGISTRAR, byKey)).secret()).isNull();
        assertThat(addSecret.addTo("web", REGISTRAR)).isEqualTo(Refused.because(Reason.NO_SECRETS));
    }

    @Test
    void an_unknown_scope_is_refused_and_so_is_what_the_graph_forbids() {
        assertThat(registerClient.register(REGISTRAR, registration("web", "shop:order", "shop:other")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::rule)
                                .containsExactly("unknown-scope"));
        assertThat(registerClient.register(REGISTRAR, registration("wide", "shop:order")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::rule)
                                .containsExactly("over-budget"));
        assertThat(clients.all().all()).isEmpty();
        assertThat(refreshes).isEmpty();
    }

    @Test
    void an_id_is_registered_once() {
        registerClient.register(REGISTRAR, registration("web"));

        assertThat(registerClient.register(REGISTRAR, registration("web"))).isEqualTo(Refused.because(Reason.TAKEN));
    }

    @Test
    void nobody_registers_or_touches_a_client_with_scopes_of_the_issuer_that_he_lacks() {
        assertThat(lacking(registerClient.register(REGISTRAR, registration("ops", "keys:rotate"))))
                .containsExactly("keys:rotate");
        registerClient.register(ROOT, registration("ops", "keys:rotate"));

        assertThat(lacking(changeClient.change(REGISTRAR, "ops", Preconditions.NONE, registration("ops"))))
                .containsExactly("keys:rotate");
        assertThat(lacking(addSecret.addTo("ops", REGISTRAR))).containsExactly("keys:rotate");
        assertThat(lacking(removeClient.remove(REGISTRAR, "ops", Preconditions.NONE)))
                .containsExactly("keys:rotate");
        assertThat(clients.find("ops").orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void the_client_of_a_service_is_its_owners_to_register() {
        clients.publish("bank", "bank-team");

        ClientOutcome refused = registerClient.register(REGISTRAR, registration("bank"));

        assertThat(lacking(refused)).containsExactly("graph:publish-any");
        assertThat(registerClient.register(caller("bank-team", "clients:write"), registration("bank")))
                .isInstanceOf(Done.class);
    }

    @Test
    void a_scope_that_the_graph_has_no_more_stays_with_who_has_it_registered() {
        clients.add(TestClients.client("web", TestClients.metadata(AuthenticationMethod.CLIENT_SECRET_BASIC, false)));

        assertThat(changeClient.change(REGISTRAR, "web", Preconditions.NONE, registration("web", "orders:read")))
                .isInstanceOf(Done.class);
        assertThat(changeClient.change(REGISTRAR, "web", Preconditions.NONE, registration("web", "orders:place")))
                .as("it was given up")
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void whoever_saw_another_revision_changes_and_removes_nothing() {
        registerClient.register(REGISTRAR, registration("web"));
        Refused failed = Refused.because(Reason.CONDITION_FAILED);

        assertThat(changeClient.change(REGISTRAR, "web", Preconditions.only(7), registration("web", "shop:order")))
                .isEqualTo(failed);
        assertThat(removeClient.remove(REGISTRAR, "web", Preconditions.only(7))).isEqualTo(failed);
        assertThat(done(changeClient.change(REGISTRAR, "web", Preconditions.only(1), registration("web", "shop:order")))
                        .client()
                        .revision())
                .isEqualTo(2);
    }

    @Test
    void nobody_removes_or_disables_himself() {
        registerClient.register(ROOT, registration("registrar", "clients:write"));
        ClientMetadata disabled = metadata(AuthenticationMethod.CLIENT_SECRET_BASIC, true, "clients:write");
        Refused own = Refused.because(Reason.OWN_CLIENT);

        assertThat(removeClient.remove(REGISTRAR, "registrar", Preconditions.NONE))
                .isEqualTo(own);
        assertThat(changeClient.change(
                        REGISTRAR, "registrar", Preconditions.NONE, new Registration("registrar", disabled, List.of())))
                .isEqualTo(own);
    }

    @Test
    void an_id_cannot_be_changed_and_an_unknown_one_is_told() {
        registerClient.register(REGISTRAR, registration("web"));

        assertThat(changeClient.change(REGISTRAR, "web", Preconditions.NONE, registration("other")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.violations())
                                .extracting(Violation::rule)
                                .containsExactly("client-id"));
        assertThat(addSecret.addTo("other", REGISTRAR)).isEqualTo(Refused.because(Reason.UNKNOWN));
    }

    @Test
    void while_the_database_is_away_nothing_is_registered_and_nobody_refreshes() {
        clients.away(true);

        assertThatThrownBy(() -> registerClient.register(REGISTRAR, registration("web")))
                .hasMessage("the database is away");
        assertThat(refreshes).isEmpty();
    }

    private static Registration registration(@Nullable String id, String... scopes) {
        return new Registration(id, metadata(AuthenticationMethod.CLIENT_SECRET_BASIC, false, scopes), List.of());
    }

    private static ClientMetadata metadata(AuthenticationMethod authentication, boolean disabled, String... scopes) {
        return new ClientMetadata(
                null,
                Scopes.of(List.of(scopes)),
                Sorted.set(Set.of(ClientMetadata.CLIENT_CREDENTIALS)),
                authentication,
                null,
                ClientMetadata.JWT,
                Sorted.map(Map.of()),
                Sorted.map(Map.of()),
                disabled);
    }

    private static AdminCaller caller(String id, String... scopes) {
        return new AdminCaller(id, Scopes.of(List.of(scopes)));
    }

    private static Scopes lacking(ClientOutcome outcome) {
        Refused refused = (Refused) outcome;
        assertThat(refused.reason()).isEqualTo(Reason.TOO_POWERFUL);
        return Objects.requireNonNull(refused.lacking()).scopes();
    }

    private static Done done(ClientOutcome outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return (Done) outcome;
    }
}
