package matryoshka.resource;

import static matryoshka.resource.Shop.present;
import static matryoshka.resource.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A tree of ten services: each calls those with twice its number, and the next. Every token is tried at every service. */
class TenServicesTest {
    private static final int SERVICES = 10;
    private static final Shop SHOP = new Shop();
    private static final Map<Integer, ResourceServer> SERVERS = servers();

    @AfterAll
    static void close() {
        SERVERS.values().forEach(ResourceServer::close);
        SHOP.close();
    }

    @Test
    void each_token_is_accepted_by_the_one_service_it_is_for() {
        Map<Integer, String> tokens = new TreeMap<>();
        collect(1, SHOP.issuer.mint(tree(1, "client"), "idp:alice"), tokens);
        assertThat(tokens).hasSize(SERVICES);

        tokens.forEach((intended, token) -> SERVERS.forEach((service, server) -> {
            if (service.equals(intended)) {
                assertThat(present(server, token).subject()).isEqualTo("idp:alice");
            } else {
                RefusedException refused = refusal(() -> present(server, token));
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.challenges()).isNotEmpty();
            }
        }));
    }

    @Test
    void no_service_gets_a_token_for_one_that_it_does_not_call() {
        Map<Integer, String> tokens = new TreeMap<>();
        collect(1, SHOP.issuer.mint(tree(1, "client")), tokens);

        tokens.forEach((service, token) -> {
            ReceivedToken received = present(server(service), token);
            for (int other = 1; other <= SERVICES; other++) {
                if (other / 2 == service) {
                    assertThat(received.tokenFor(name(other)).audience()).isEqualTo(name(other));
                } else {
                    String callee = name(other);
                    assertThat(Shop.missing(() -> received.tokenFor(callee)).reason())
                            .isEqualTo(NoTokenException.Reason.NO_DEPENDENCY);
                }
            }
        });
    }

    /** Whoever gets hold of a tree can unpack it, but present no token that is bound to another one's key. */
    @Test
    void a_nested_token_is_accepted_from_its_holder_alone() {
        Map<String, PlayedKey> keys = new TreeMap<>(Map.of("client", PlayedKey.generate()));
        IntStream.rangeClosed(1, SERVICES).forEach(service -> keys.put(name(service), PlayedKey.generate()));
        Map<Integer, String> tokens = new TreeMap<>();
        unpack(1, SHOP.issuer.mint(bound(tree(1, "client"), keys)), tokens);
        assertThat(tokens).hasSize(SERVICES);

        tokens.forEach((service, token) -> {
            String holder = service == 1 ? "client" : name(service / 2);
            keys.forEach((presenter, key) -> {
                if (presenter.equals(holder)) {
                    assertThat(proven(service, token, key).clientId()).isEqualTo(holder);
                } else {
                    RefusedException refused = refusal(() -> proven(service, token, key));
                    assertThat(refused.status()).isEqualTo(401);
                    assertThat(refused.error()).contains("invalid_token");
                    assertThat(refused.challenges()).isNotEmpty();
                }
            });
            assertThat(refusal(() -> present(server(service), token)).status()).isEqualTo(401);
        });
    }

    private static ReceivedToken proven(int service, String token, PlayedKey key) {
        URI url = URI.create("https://s" + service + ".example/");
        String proof = key.proof("GET", url.toString(), token, SHOP.clock.instant());
        return server(service)
                .verify(PresentedToken.ofAuthorization(List.of("DPoP " + token))
                        .withProofs(List.of(proof), "GET", url));
    }

    private static void unpack(int service, String token, Map<Integer, String> tokens) {
        tokens.put(service, token);
        Unpacking.Unpacked unpacked = (Unpacking.Unpacked) EmbeddedTokens.read(new UnverifiedToken(token));
        unpacked.tokens()
                .forEach(embedded -> unpack(
                        Integer.parseInt(embedded.audiences().get(0).substring(name(0).length() - 1)),
                        embedded.token().compact(),
                        tokens));
    }

    /** Binds each token of a tree to the key of its holder. */
    private static PlayedToken bound(PlayedToken tree, Map<String, PlayedKey> keys) {
        PlayedToken bound = PlayedToken.of(tree.audiences().get(0), tree.holder(), "s")
                .boundToKey(Objects.requireNonNull(keys.get(tree.holder())).thumbprint());
        for (PlayedToken embedded : tree.embedded()) {
            bound = bound.embedding(bound(embedded, keys));
        }
        return bound;
    }

    private static void collect(int service, String token, Map<Integer, String> tokens) {
        tokens.put(service, token);
        ReceivedToken received = present(server(service), token);
        for (int callee = 2 * service; callee <= Math.min(2 * service + 1, SERVICES); callee++) {
            collect(callee, received.tokenFor(name(callee)).value(), tokens);
        }
    }

    private static PlayedToken tree(int service, String holder) {
        PlayedToken token = PlayedToken.of(name(service), holder, "s" + service);
        for (int callee = 2 * service; callee <= Math.min(2 * service + 1, SERVICES); callee++) {
            token = token.embedding(tree(callee, name(service)));
        }
        return token;
    }

    private static Map<Integer, ResourceServer> servers() {
        Map<Integer, ResourceServer> servers = new TreeMap<>();
        for (int service = 1; service <= SERVICES; service++) {
            servers.put(
                    service,
                    ResourceServer.builder()
                            .issuer(SHOP.issuer.uri())
                            .audience(name(service))
                            .service(name(service))
                            .clock(SHOP.clock)
                            .build());
        }
        return servers;
    }

    private static ResourceServer server(int service) {
        return Objects.requireNonNull(SERVERS.get(service));
    }

    private static String name(int service) {
        return "service-" + service;
    }
}
