package matryoshka.service.staleness.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.versions.PublishedVersion;
import matryoshka.service.staleness.StalenessStatus;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.token.UnverifiedToken;
import org.junit.jupiter.api.Test;

class ExplainTokenTest {
    private static final String GRAPH = """
            services:
              shop: {scopes: {'shop:order': ''}}
              bank: {scopes: {'bank:charge': '', 'bank:refund': ''}}
              news: {scopes: {'news:read': ''}}
            dependencies:
              shop-bank: {from: shop, to: bank, grants: ['bank:charge']}
              news-bank: {from: news, to: bank, grants: ['bank:refund']}
            """;

    private final PlayedIssuer issuer = new PlayedIssuer(GRAPH);
    private final Client web = issuer.register("web", "shop:order");
    private final PlayedChanges changes = new PlayedChanges();
    private final ExplainToken explainToken =
            new ExplainToken(issuer.snapshots, issuer.assessToken, issuer.evaluateTokens, changes);

    @Test
    void a_token_is_explained_by_the_dependencies_on_its_own_path() {
        assertThat(explain(issuer.token(web))).isPresent();

        assertThat(changes.askedForms).containsExactly(Set.of("shop-bank"));
        assertThat(changes.askedConcerns.get(0).own()).containsExactly("bank", "shop");
    }

    @Test
    void it_is_compared_with_what_its_origin_leads_to_today() {
        String token = issuer.token(web);
        issuer.publish(GRAPH.replace("['bank:charge']", "['bank:charge', 'bank:refund']"));

        Explanation explanation = explain(token).orElseThrow();

        assertThat(explanation.assessed().status()).isEqualTo(StalenessStatus.STALE);
        assertThat(explanation.currentVersion()).isEqualTo(2);
        assertThat(explanation.today().orElseThrow().leafFirst())
                .anySatisfy(planned ->
                        assertThat(planned.content().scopes()).containsExactly("bank:charge", "bank:refund"));
    }

    @Test
    void an_inactive_token_has_no_explanation() {
        assertThat(explain("neither token nor secret")).isEmpty();
        assertThat(changes.askedForms).isEmpty();
    }

    private Optional<Explanation> explain(String compact) {
        return explainToken.explain(new UnverifiedToken(compact));
    }

    /** Has no history, and remembers what it was asked for. */
    private static final class PlayedChanges implements GraphChanges {
        private final List<Set<String>> askedForms = new ArrayList<>();
        private final List<Concern> askedConcerns = new ArrayList<>();

        @Override
        public Map<String, PublishedVersion> forms(Set<String> dependencies, long version) {
            askedForms.add(Set.copyOf(dependencies));
            return Map.of();
        }

        @Override
        public List<GraphChange> concerning(Concern concern, long after, long upTo, int most) {
            askedConcerns.add(concern);
            return List.of();
        }
    }
}
