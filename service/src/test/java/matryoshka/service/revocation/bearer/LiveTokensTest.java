package matryoshka.service.revocation.bearer;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import matryoshka.service.revocation.ChainOrigins;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.trust.TrustRegistry;
import matryoshka.token.SignatureProvider;
import org.junit.jupiter.api.Test;

/** Which of the forms that clients hold is looked up where. */
class LiveTokensTest {
    private final PlayedIssuer issuer = new PlayedIssuer("services: {shop: {scopes: {'shop:order': ''}}}");
    private final List<String> opened = new ArrayList<>();
    private final List<String> lookedUp = new ArrayList<>();
    private final LiveTokens liveTokens = new LiveTokens(
            RunningIssuer.URL,
            issuer.snapshots,
            SignatureProvider.jdk(new SecureRandom()),
            new RevocationCache(),
            new ChainOrigins(() -> issuer.snapshots.current().clients(), () -> TrustRegistry.EMPTY),
            new TokenForms(
                    handle -> {
                        opened.add(handle);
                        return Optional.empty();
                    },
                    text -> {
                        lookedUp.add(text);
                        return text;
                    }),
            issuer.clock);

    @Test
    void a_handle_is_opened_and_not_looked_up_in_the_database_as_a_signature() {
        String handle = PhantomTokens.PREFIX + "A".repeat(202);

        assertThat(liveTokens.live(handle)).isEmpty();
        assertThat(liveTokens.revocable(handle)).isEmpty();
        assertThat(liveTokens.find(handle)).isEmpty();

        assertThat(opened).hasSize(3).containsOnly(handle);
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void a_signature_is_looked_up_and_not_opened() {
        String signature = "A".repeat(86);

        assertThat(liveTokens.live(signature)).isEmpty();
        assertThat(liveTokens.revocable(signature)).isEmpty();

        assertThat(lookedUp).containsExactly(signature, signature);
        assertThat(opened).isEmpty();
    }
}
