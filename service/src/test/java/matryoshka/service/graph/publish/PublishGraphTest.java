package matryoshka.service.graph.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import matryoshka.graph.Scopes;
import matryoshka.graph.Violation;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.service.graph.document.ReadDocument;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.InMemoryGraphVersions;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.graph.versions.PublishedVersion;
import matryoshka.service.graph.versions.SizeRules;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ExpressionRules;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.service.planning.minting.BudgetRule;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.json.ElementLimits;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.service.testing.PlayedSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishGraphTest {
    private static final String GRAPH = """
            services:
              shop: {owners: [shop-team], scopes: {'shop:order': ''}}
              bank: {owners: [bank-team], scopes: {'bank:charge': ''}}
            """;
    private static final String CALLS_BANK =
            GRAPH + "dependencies: {pay: {from: shop, to: bank, requires: ['shop:order'], grants: ['bank:charge']}}";
    private static final AdminCaller BANK = publisher("bank-team");
    private static final AdminCaller SHOP = publisher("shop-team");

    private final PlayedIssuer issuer = new PlayedIssuer(GRAPH);
    private final InMemoryGraphVersions versions = new InMemoryGraphVersions();
    private final GraphRules rules = new GraphRules(
            PlayedSnapshot.terms(),
            new ExpressionRules(new Conditions(Caches.memory()), new ParameterRules(Caches.memory())));
    private final PublishGraph publishGraph = new PublishGraph(
            versions,
            issuer.snapshots,
            new AssessEdit(
                    new SizeRules(new ElementLimits(3, 3, 3, 1_000)),
                    rules,
                    new BudgetRule(PlayedSnapshot.planners()),
                    issuer.snapshots),
            new MeasureImpact(
                    issuer.plans,
                    issuer.snapshots,
                    version -> rules.valid(version.document()),
                    PlayedSnapshot.planners(),
                    new ImpactBounds(Duration.ofMinutes(1), 100)),
            AuditLines.log(),
            issuer.clock);

    @BeforeEach
    void publish_the_first_version() {
        elsewhere(GRAPH);
    }

    @Test
    void what_is_published_is_durable_and_in_use_and_its_history_says_who_and_why() {
        Publication.Done done = done(publish(BANK, CALLS_BANK));

        assertThat(done.version()).isEqualTo(2);
        assertThat(versions.current()).isEqualTo(new GraphVersion(2, PlayedIssuer.document(CALLS_BANK)));
        assertThat(issuer.snapshot().version()).isEqualTo(2);
        assertThat(issuer.snapshot().graph().document()).isEqualTo(PlayedIssuer.document(CALLS_BANK));
        assertThat(versions.history(Long.MAX_VALUE, 1))
                .extracting(PublishedVersion::publishedBy, PublishedVersion::message)
                .containsExactly(tuple("bank-team", "why"));
    }

    @Test
    void authority_over_a_service_is_given_away_by_its_owners_alone() {
        Publication refused = publish(SHOP, CALLS_BANK);

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Publication.Forbidden.class,
                        forbidden -> assertThat(forbidden.withoutConsent())
                                .extracting(AuthorityWidening::service)
                                .containsOnly("bank"));
        assertThat(versions.currentVersion()).isEqualTo(1);
        assertThat(publish(new AdminCaller("root", Scopes.of(List.of("graph:write", "graph:publish-any"))), CALLS_BANK))
                .isInstanceOf(Publication.Done.class);
    }

    @Test
    void a_name_that_was_given_up_stays_with_its_last_owners() {
        publish(BANK, "services: {shop: {owners: [shop-team], scopes: {'shop:order': ''}}}");

        assertThat(publish(SHOP, GRAPH)).isInstanceOf(Publication.Forbidden.class);
        assertThat(publish(BANK, GRAPH)).isInstanceOf(Publication.Done.class);
    }

    @Test
    void the_id_of_a_registered_client_becomes_a_service_with_its_consent_alone() {
        versions.register("till");
        String withTill = GRAPH + "  till: {owners: [shop-team]}\n";

        assertThat(publish(SHOP, withTill)).isInstanceOf(Publication.Forbidden.class);
        assertThat(versions.currentVersion()).isEqualTo(1);
    }

    @Test
    void an_invalid_graph_is_refused_with_every_violation() {
        Publication refused = publish(BANK, """
                services: {bank: {owners: [bank-team]}}
                dependencies: {pay: {from: shop, to: till, grants: ['bank:charge']}}
                """);

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Publication.Invalid.class,
                        invalid -> assertThat(invalid.violations())
                                .hasSizeGreaterThan(1)
                                .extracting(Violation::pointer)
                                .allMatch(pointer -> pointer.startsWith("/dependencies/pay")));
    }

    @Test
    void a_graph_that_would_grow_beyond_the_limits_is_refused() {
        assertThat(publish(BANK, GRAPH + "  a: {}\n  b: {}\n"))
                .isInstanceOfSatisfying(
                        Publication.Invalid.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::rule)
                                .containsExactly("too-many"));
    }

    @Test
    void whoever_knows_an_older_version_replaces_nothing() {
        elsewhere(CALLS_BANK);

        Publication refused = publishGraph.publish(edit(GRAPH), request(BANK, Preconditions.only(1), false));

        assertThat(refused).isEqualTo(new Publication.Mismatch(2));
        assertThat(versions.currentVersion()).isEqualTo(2);
    }

    @Test
    void an_element_that_is_not_there_is_not_removed() {
        assertThat(publishGraph.publish(
                        GraphEdits.remove(ElementKind.SERVICE, "nobody"), request(BANK, Preconditions.NONE, false)))
                .isEqualTo(new Publication.NothingThere());
    }

    /** The instance has not heard of it yet. */
    @Test
    void an_edit_is_applied_to_what_another_instance_has_published_meanwhile() {
        elsewhere(CALLS_BANK);

        Publication.Done done = done(publishGraph.publish(
                GraphEdits.remove(ElementKind.DEPENDENCY, "pay"), request(BANK, Preconditions.NONE, false)));

        assertThat(done.version()).isEqualTo(3);
        assertThat(done.before().version()).isEqualTo(2);
        assertThat(versions.current().document()).isEqualTo(PlayedIssuer.document(GRAPH));
    }

    @Test
    void a_dry_run_changes_nothing_and_says_which_consent_is_needed() {
        Publication.Done done =
                done(publishGraph.publish(edit(CALLS_BANK), request(reader(), Preconditions.NONE, true)));

        assertThat(done.given()).extracting(AuthorityWidening::service).containsOnly("bank");
        assertThat(done.impact()).isNotNull();
        assertThat(versions.currentVersion()).isEqualTo(1);
        assertThat(publishGraph.publish(edit(CALLS_BANK), request(SHOP, Preconditions.NONE, true)))
                .isInstanceOfSatisfying(
                        Publication.Forbidden.class,
                        forbidden -> assertThat(forbidden.foreseen())
                                .extracting(Publication.Done::diff, Publication.Done::impact)
                                .containsExactly(done.diff(), done.impact()));
    }

    @Test
    void what_changes_nothing_makes_no_version() {
        assertThat(done(publish(BANK, GRAPH)).version()).isEqualTo(1);
        assertThat(versions.currentVersion()).isEqualTo(1);
    }

    @Test
    void a_publication_whose_impact_cannot_be_measured_is_done_all_the_same_but_a_dry_run_fails() {
        issuer.plans.away(true);

        assertThatThrownBy(() -> publishGraph.publish(edit(CALLS_BANK), request(BANK, Preconditions.NONE, true)))
                .hasMessage("the database is away");
        assertThat(done(publish(BANK, CALLS_BANK)).impact()).isNull();
        assertThat(versions.currentVersion()).isEqualTo(2);
    }

    @Test
    void while_the_database_is_away_nothing_is_published_nor_in_use() {
        versions.away(true);

        assertThatThrownBy(() -> publish(BANK, CALLS_BANK)).hasMessage("the database is away");
        assertThat(issuer.snapshot().version()).isEqualTo(1);
    }

    private Publication publish(AdminCaller caller, String graph) {
        return publishGraph.publish(edit(graph), request(caller, Preconditions.NONE, false));
    }

    /** Publishes on another instance. */
    private void elsewhere(String graph) {
        versions.<String>publish(
                GraphVersion.NOTHING_PUBLISHED,
                (current, names) -> new Publish<>(PlayedIssuer.document(graph), "admin", null, Instant.EPOCH));
    }

    private static GraphEdit edit(String graph) {
        return current -> new GraphEdit.To(new ReadDocument(PlayedIssuer.document(graph), List.of()));
    }

    private static PublishRequest request(AdminCaller caller, Preconditions conditions, boolean dryRun) {
        return new PublishRequest(caller, "why", conditions, dryRun);
    }

    private static AdminCaller publisher(String id) {
        return new AdminCaller(id, Scopes.of(List.of("graph:write")));
    }

    private static AdminCaller reader() {
        return new AdminCaller("reader", Scopes.of(List.of("graph:read")));
    }

    private static Publication.Done done(Publication publication) {
        return Optional.of(publication)
                .filter(Publication.Done.class::isInstance)
                .map(Publication.Done.class::cast)
                .orElseThrow(() -> new AssertionError(publication));
    }
}
