package matryoshka.graph.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.Edges;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.power.AuthorityWidening.Kind;
import org.junit.jupiter.api.Test;

class TermsPowerTest {
    private static final Dependency CHARGE = new Dependency(
            "charge",
            "orders",
            "payments",
            Scopes.NONE,
            Scopes.of("payments:charge"),
            Sharing.EXCHANGE,
            null,
            null,
            false,
            ClaimRules.NONE);

    /** Payments are the cashiers'. */
    private static GraphDocument with(Dependency edge) {
        return GraphBuilder.graph()
                .service("orders", "orders:place")
                .service(
                        "payments",
                        s -> new Service(
                                s.name(),
                                null,
                                null,
                                null,
                                Sorted.set(List.of("cashiers")),
                                null,
                                s.scopes(),
                                s.keys()),
                        "payments:charge")
                .dependency(edge)
                .document();
    }

    private static List<String> given(Dependency before, Dependency after) {
        return AuthorityWidening.between(with(before), with(after)).stream()
                .map(given -> given.kind().word() + " " + given.service() + " " + given.owners())
                .toList();
    }

    private static void gives(Dependency before, Dependency after, Kind kind) {
        assertThat(given(before, after)).containsExactly(kind.word() + " payments [cashiers]");
        assertThat(given(after, before)).as("the way back only narrows").isEmpty();
    }

    @Test
    void each_way_to_ease_the_terms_of_a_dependency_needs_the_consent_of_its_callee() {
        gives(Edges.when(CHARGE, "client.tier == 'gold'"), CHARGE, Kind.CONDITION_WIDENED);
        gives(
                Edges.parameters(CHARGE, Map.of("order", "[0-9]+", "till", "[a-z]+")),
                Edges.parameters(CHARGE, Map.of("order", "[0-9]+")),
                Kind.PARAMETERS_WIDENED);
        Dependency brief = Edges.extend(CHARGE, Duration.ofHours(1));
        gives(CHARGE, brief, Kind.EXTENSION_WIDENED);
        gives(brief, Edges.extend(CHARGE, Duration.ofHours(2)), Kind.EXTENSION_WIDENED);
    }

    @Test
    void what_the_issuer_does_with_withdrawn_power_may_be_to_flag_it_or_to_reject_it() {
        Dependency rejecting = Edges.excess(CHARGE, ExcessPolicy.REJECT);
        Dependency flagging = Edges.excess(CHARGE, ExcessPolicy.FLAG);
        gives(rejecting, flagging, Kind.STALENESS_WIDENED);
        gives(rejecting, CHARGE, Kind.STALENESS_WIDENED);
        gives(CHARGE, flagging, Kind.STALENESS_WIDENED);
    }

    @Test
    void another_condition_and_another_pattern_may_admit_more_whatever_they_say() {
        assertThat(given(Edges.when(CHARGE, "client.a"), Edges.when(CHARGE, "client.a && client.b")))
                .containsExactly("condition-widened payments [cashiers]");
        assertThat(given(
                        Edges.parameters(CHARGE, Map.of("order", "[0-9]+")),
                        Edges.parameters(CHARGE, Map.of("order", "[0-9]"))))
                .containsExactly("parameters-widened payments [cashiers]");
    }
}
