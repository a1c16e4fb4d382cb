package matryoshka.token;

import static matryoshka.token.Fixtures.ISSUER;
import static matryoshka.token.Fixtures.VALUES;
import static matryoshka.token.Fixtures.content;
import static matryoshka.token.Fixtures.granted;
import static matryoshka.token.Fixtures.sealer;
import static matryoshka.token.Fixtures.verified;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundTokenTest {

    @Test
    void only_the_outer_token_is_bound_to_the_clients_key() {
        Cnf graphs = new Cnf("jkt", "of-the-graph");
        TokenContent inner = content(".0", new Presenter("orders", List.of(), graphs, null), granted("stock", "s"), 60);
        TokenContent outer = content("", Presenter.bearer("web-shop"), granted("orders", "o"), 60);
        TreeTemplate template = new TreeTemplate(
                ISSUER, 1, List.of(new TemplateNode(inner, List.of()), new TemplateNode(outer, List.of(0))));
        TokenSealer sealer = sealer(SigningAlgorithm.EdDSA);

        Cnf clients = new Cnf("x5t#S256", "of-the-client");
        MintedTree minted = template.mint(VALUES.boundTo(clients), sealer);
        VerifiedToken bound = verified(SigningAlgorithm.EdDSA, minted.outerToken());
        VerifiedToken bearer =
                verified(SigningAlgorithm.EdDSA, template.mint(VALUES, sealer).outerToken());

        assertThat(minted.tokens()).extracting(MintedToken::cnf).containsExactly(graphs, clients);
        assertThat(bound.cnf()).hasValue(clients);
        assertThat(bearer.cnf()).isEmpty();
        assertThat(verified(
                                SigningAlgorithm.EdDSA,
                                Fixtures.embedded(bound).get(0).token().compact())
                        .cnf())
                .hasValue(graphs);
    }
}
