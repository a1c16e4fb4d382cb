package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class SigningAlgorithmsTest {
    private static final List<String> ALGORITHMS = List.of("ES256", "EdDSA", "RS256", "PS256");

    @Test
    void tokens_of_the_former_algorithm_stay_valid(TestDatabase database, @TempDir Path dataDir) throws Exception {
        Map<String, String> tokens = new LinkedHashMap<>();
        String secret = "";
        for (String algorithm : ALGORITHMS) {
            // RSA signatures are four times as long; the tree must fit with each algorithm.
            Map<String, String> changes =
                    Map.of("tokens.algorithm", algorithm, "budget.maxBytes", "15000", "keys.jwksMaxAge", "1s");
            try (RunningIssuer issuer = RunningIssuer.start(database, dataDir, changes)) {
                secret = secret.isEmpty() ? openShop(issuer) : secret;
                awaitAlgorithm(issuer, secret, algorithm);
                String token = issuer.issued("web-shop", secret, "orders:place");
                JsonNode plan = issuer.read("/graph/plan?client_id=web-shop&scope=orders:place");
                OutsideTree.assertPlanned(issuer, token, algorithm, plan);
                assertThat(plan.get("tokens").intValue()).isEqualTo(6);
                tokens.put(algorithm, token);
                assertAllVerify(tokens, issuer.jwks());
            }
        }
    }

    /** The key of another algorithm is published before it signs. */
    private static void awaitAlgorithm(RunningIssuer issuer, String secret, String algorithm) throws Exception {
        Soon.holds(() -> SignedJWT.parse(issuer.issued("web-shop", secret, "orders:place"))
                .getHeader()
                .getAlgorithm()
                .getName()
                .equals(algorithm));
    }

    private static String openShop(RunningIssuer issuer) throws Exception {
        issuer.publish(Files.readString(Path.of("../examples/shop.yaml")));
        return issuer.register("web-shop", "orders:place");
    }

    private static void assertAllVerify(Map<String, String> tokens, String jwks) throws Exception {
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            OutsideToken verified =
                    OutsideToken.verified(token.getValue(), "https://orders.shop.example", token.getKey(), jwks);
            assertThat(verified.header().get("alg").textValue()).isEqualTo(token.getKey());
        }
    }
}
