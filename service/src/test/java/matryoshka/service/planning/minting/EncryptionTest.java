package matryoshka.service.planning.minting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.preview.PlanJson;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.service.testing.PlayedSnapshot;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.token.ChainValues;
import matryoshka.token.EmbeddedToken;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.EmbeddingForm;
import matryoshka.token.IdentityClaims;
import matryoshka.token.TokenDecrypter;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;
import org.junit.jupiter.api.Test;

/** Front and middle hold tokens, and only front has an encryption key. */
class EncryptionTest {
    private static final ECKey KEY = key();
    private static final String GRAPH = """
            services:
              front:
                scopes: {front: ""}
                keys: {encryption: {kty: EC, crv: P-256, kid: f1, x: %s, y: %s}}
              middle: {scopes: {middle: ""}}
              leaf: {scopes: {leaf: ""}}
            dependencies:
              front-middle: {from: front, to: middle, grants: [middle]}
              middle-leaf: {from: middle, to: leaf, grants: [leaf]}
            """.formatted(KEY.getX(), KEY.getY());

    private static final Client CLIENT = PlayedSnapshot.client("web", List.of("front"));
    private static final Snapshot SNAPSHOT = PlayedSnapshot.of(1, PlayedIssuer.document(GRAPH), CLIENT);

    @Test
    void by_default_only_confidential_dependencies_encrypt() {
        Minted minted = mint(EmbeddingFormat.DEFAULT);

        assertThat(only(minted.outer()).compact().split("\\.", -1)).hasSize(3);
        assertThat(minted.json().at("/children/0").has("encrypted")).isFalse();
    }

    @Test
    void every_embedded_token_is_encrypted_whose_holder_has_a_key() {
        Minted minted = mint(new EmbeddingFormat(EmbeddingForm.PACKED, true, false));

        String encrypted = only(minted.outer()).compact();
        assertThat(encrypted.split("\\.", -1)).hasSize(5);
        String middle = TokenDecrypter.of(KEY).decrypt(encrypted).orElseThrow();
        assertThat(only(middle).compact().split("\\.", -1)).hasSize(3);
        assertThat(minted.json().has("encrypted")).isFalse();
        assertThat(minted.json().at("/children/0/encrypted").booleanValue()).isTrue();
        assertThat(minted.json().at("/children/0/children/0/encrypted")).hasToString("false");
    }

    @Test
    void the_planned_size_is_exact_without_compression_in_plain_form() {
        Minted minted = mint(new EmbeddingFormat(EmbeddingForm.PLAIN, true, false));

        assertThat(minted.outer().length()).isEqualTo(minted.planned().bytes());
    }

    @Test
    void compressed_ones_are_shorter_and_never_longer_than_planned() {
        Minted plain = mint(new EmbeddingFormat(EmbeddingForm.PLAIN, true, false));
        Minted compressed = mint(new EmbeddingFormat(EmbeddingForm.PLAIN, true, true));

        assertThat(compressed.outer().length()).isLessThan(plain.outer().length());
        assertThat(compressed.outer().length())
                .isLessThanOrEqualTo(compressed.planned().bytes());
    }

    @Test
    void what_is_encrypted_by_default_is_no_part_of_the_id_of_a_plan() {
        assertThat(mint(new EmbeddingFormat(EmbeddingForm.PACKED, true, false))
                        .planned()
                        .id())
                .isEqualTo(mint(EmbeddingFormat.DEFAULT).planned().id());
    }

    /** @param json what the preview says */
    private record Minted(String outer, PlannedToken planned, ObjectNode json) {}

    private static Minted mint(EmbeddingFormat format) {
        Planner planner =
                new Planner(RunningIssuer.URL, new Budget(16, 64, 6_144, Budget.Overflow.EXCHANGE), format, false, 8);
        PlanningBasis basis = PlanningBasis.of(SNAPSHOT);
        CompiledPlan compiled = ((Planned<CompiledPlan>) planner.prepare(
                        basis, CLIENT, new PlanRequest("web", CLIENT.metadata().scopes(), null, List.of())))
                .value();
        ChainValues chain =
                new ChainValues("A".repeat(22), "B".repeat(16), "web", IdentityClaims.NONE, Instant.now(), null);
        String outer = new TokenTemplates(new Conditions(Caches.memory()), Caches.memory())
                .of(compiled, null, RequestVariables.of("web", Optional.of(CLIENT), "web", new TreeMap<>()))
                .mint(chain, SNAPSHOT.sealer())
                .outerToken();
        PlannedToken planned = compiled.plan().outer();
        return new Minted(
                outer, planned, PlanJson.tree(compiled.plan(), planned, planner.encryption(SNAPSHOT.graph())));
    }

    private static UnverifiedToken only(String compact) {
        List<EmbeddedToken> tokens = ((Unpacking.Unpacked) EmbeddedTokens.read(new UnverifiedToken(compact))).tokens();
        assertThat(tokens).hasSize(1);
        return tokens.get(0).token();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("f1").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
