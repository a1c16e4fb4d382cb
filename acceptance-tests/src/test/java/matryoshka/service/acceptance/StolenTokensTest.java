package matryoshka.service.acceptance;

import static matryoshka.service.acceptance.TenHolders.SERVICES;
import static matryoshka.service.acceptance.TenHolders.holder;
import static matryoshka.service.acceptance.TenHolders.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.token.TokenDecrypter;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whoever gets hold of a token of a tree, of a handle or of a signature can use it nowhere: only its holder can, at the one service that it
 * is for.
 */
@ExtendWith(SharedIssuer.class)
class StolenTokensTest {
    private static TenHolders ten;
    private static ServiceClient web;
    private static ServiceClient phantom;
    private static ServiceClient split;
    private static ServiceClient gateway;
    private static String outer;
    private static Map<Integer, String> tokens = new TreeMap<>();
    private static String jwks = "";

    private RunningIssuer issuer;

    @BeforeAll
    static void mint_a_tree(RunningIssuer issuer) throws Exception {
        ten = new TenHolders(issuer);
        web = ten.client("st-web", "jwt");
        phantom = ten.client("st-phantom", "phantom");
        split = ten.client("st-split", "split");
        gateway = ServiceClient.registered(issuer, "st-gateway", "tokens:introspect");
        outer = ten.bound(web);
        tokens = ten.tree(outer);
        jwks = issuer.jwks();
    }

    @AfterAll
    static void close() {
        ten.close();
    }

    @BeforeEach
    void use(RunningIssuer shared) {
        issuer = shared;
    }

    @Test
    void every_token_says_the_key_of_its_holder_though_no_holder_took_part() throws Exception {
        assertThat(tokens).hasSize(SERVICES);
        for (Map.Entry<Integer, String> token : tokens.entrySet()) {
            JsonNode cnf = Revoking.payload(token.getValue()).path("cnf");
            ten.confirmation(holder(token.getKey()))
                    .forEach((method, thumbprint) ->
                            assertThat(cnf).hasToString("{\"" + method + "\":\"" + thumbprint + "\"}"));
        }
    }

    @Test
    void a_token_is_accepted_from_its_holder_at_its_service_and_from_nobody_else_anywhere() {
        tokens.forEach((intended, token) -> {
            for (int service = 1; service <= SERVICES; service++) {
                boolean isIntended = service == intended;
                assertThat(ten.isAccepted(holder(intended), service, token))
                        .as("token %d at %d", intended, service)
                        .isEqualTo(isIntended);
                assertThat(ten.isAccepted("nobody", service, token)).isFalse();
            }
            for (String thief : ten.everybody()) {
                assertThat(ten.isAccepted(thief, intended, token))
                        .as("token %d from %s", intended, thief)
                        .isEqualTo(thief.equals(holder(intended)));
            }
        });
    }

    @Test
    void two_verifiers_that_are_not_ours_accept_each_token_for_its_service_only() {
        tokens.forEach((intended, token) -> {
            for (int service = 1; service <= SERVICES; service++) {
                assertThat(isAcceptedByOthers(token, service)).isEqualTo(service == intended);
            }
        });
    }

    @Test
    void a_tree_that_was_put_together_anew_is_refused() throws Exception {
        String another = ten.bound(web);
        String[] own = outer.split("\\.", -1);
        String[] other = another.split("\\.", -1);
        String payload = decoded(own[1]);
        String packed = packed(payload);
        String swapped = own[0] + "." + encoded(payload.replace(packed, packed(decoded(other[1])))) + "." + own[2];
        String emptied = own[0] + "." + encoded(payload.replace(",\"tokens\":\"" + packed + "\"", "")) + "." + own[2];
        String mixed = own[0] + "." + other[1] + "." + own[2];
        String[] second = token(2).split("\\.", -1);
        String[] third = token(3).split("\\.", -1);
        String sibling = second[0] + "." + third[1] + "." + second[2];

        for (String forged : List.of(swapped, emptied, mixed, sibling)) {
            for (int service = 1; service <= 3; service++) {
                for (String who : List.of("client", name(1), name(3))) {
                    assertThat(ten.isAccepted(who, service, forged)).isFalse();
                }
                assertThat(isAcceptedByOthers(forged, service)).isFalse();
                assertThat(ten.service(service).seesDead(forged)).isTrue();
            }
        }
    }

    @Test
    void only_the_holder_opens_an_encrypted_token_and_nobody_accepts_it_unopened() throws Exception {
        List<String> sealed = encrypted(token(2));
        assertThat(sealed).hasSize(1);
        for (String jwe : sealed) {
            assertThat(TokenDecrypter.of(PlayedKey.generate().jwk()).decrypt(jwe))
                    .isEmpty();
            for (int service = 1; service <= SERVICES; service++) {
                assertThat(ten.isAccepted(name(2), service, jwe)).isFalse();
                assertThat(isAcceptedByOthers(jwe, service)).isFalse();
            }
            assertThat(gateway.seesDead(jwe)).isTrue();
            assertThat(ten.service(2).exchange(jwe, "&audience=st-5").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void no_service_introspects_or_exchanges_a_token_for_another() throws Exception {
        for (int intended : new int[] {1, 2, 5, 10}) {
            for (int service = 1; service <= SERVICES; service++) {
                ServiceClient thief = ten.service(service);
                assertThat(thief.seesDead(token(intended))).isEqualTo(service != intended);
                if (service != intended) {
                    assertThat(thief.exchange(token(intended), "").statusCode()).isEqualTo(400);
                }
            }
        }
    }

    @Test
    void no_endpoint_of_the_issuer_takes_a_stolen_token_for_its_own() throws Exception {
        List<String> stolen = List.of(token(1), token(4), token(10), ten.bound(phantom), ten.bound(split));
        for (String text : stolen) {
            for (String path : List.of("/graph", "/clients", "/events", "/graph/plan?client_id=st-web", "/keys")) {
                assertThat(Answers.send(issuer.to(path).header("Authorization", "Bearer " + text))
                                .statusCode())
                        .as(path)
                        .isBetween(401, 404);
            }
            assertThat(Answers.send(issuer.to("/oauth2/split/" + "A".repeat(43))
                                    .header("Authorization", "Bearer " + text))
                            .statusCode())
                    .isBetween(401, 403);
        }
    }

    @Test
    void a_handle_and_a_signature_are_accepted_by_no_service() throws Exception {
        String handle = ten.bound(phantom);
        String signature = ten.bound(split);
        for (int service = 1; service <= SERVICES; service++) {
            for (String text : List.of(handle, signature)) {
                for (String who : List.of("client", name(1), "nobody")) {
                    assertThat(ten.isAccepted(who, service, text)).isFalse();
                }
            }
            ServiceClient thief = ten.service(service);
            assertThat(thief.seesDead(handle)).isEqualTo(service != 1);
            assertThat(thief.seesDead(signature)).isEqualTo(service != 1);
        }
    }

    @Test
    void what_a_handle_opens_to_is_bound_to_the_key_of_its_client() throws Exception {
        String opened = Answers.send(ten.service(1)
                        .form("/oauth2/introspect")
                        .header("Accept", "application/jwt")
                        .POST(BodyPublishers.ofString("token=" + ten.bound(phantom))))
                .body();

        assertThat(ten.tree(opened)).hasSize(SERVICES);
        assertThat(ten.presents("client", 1, opened).clientId()).isEqualTo("st-phantom");
        for (String thief : ten.everybody()) {
            assertThat(ten.isAccepted(thief, 1, opened)).isEqualTo(thief.equals("client"));
        }
        assertThat(ten.isAccepted("nobody", 1, opened)).isFalse();
    }

    @Test
    void a_signature_belongs_to_one_token() throws Exception {
        String first = ten.bound(split);
        String second = ten.bound(split);
        assertThat(ten.service(1).introspection(first).get("jti"))
                .isNotEqualTo(ten.service(1).introspection(second).get("jti"));
        String mixed = outer.substring(0, outer.lastIndexOf('.') + 1) + first;
        assertThat(ten.isAccepted("client", 1, mixed)).isFalse();
        assertThat(isAcceptedByOthers(mixed, 1)).isFalse();
    }

    private static String token(int number) {
        return tokens.getOrDefault(number, "");
    }

    private static List<String> encrypted(String around) throws Exception {
        return NestedEntries.in(around).stream()
                .map(entry -> entry.get("token").textValue())
                .filter(token -> token.split("\\.", -1).length == 5)
                .toList();
    }

    /** Returns what jose4j and Nimbus say, who must agree. Neither knows who presents a token. */
    private static boolean isAcceptedByOthers(String token, int service) {
        boolean jose4j;
        try {
            OutsideToken.verified(token, name(service), "ES256", jwks);
            jose4j = true;
        } catch (InvalidJwtException refused) {
            jose4j = false;
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
        assertThat(isAcceptedByNimbus(token, service)).isEqualTo(jose4j);
        return jose4j;
    }

    private static boolean isAcceptedByNimbus(String token, int service) {
        try {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(JWKSet.parse(jwks))));
            processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                    name(service),
                    new JWTClaimsSet.Builder().issuer(RunningIssuer.URL).build(),
                    Set.of("sub", "exp", "jti")));
            return processor.process(token, null).getSubject() != null;
        } catch (ParseException malformed) {
            return false;
        } catch (BadJOSEException | JOSEException refused) {
            return false;
        }
    }

    private static String packed(String payload) {
        String tokensOf = ",\"tokens\":\"";
        int start = payload.lastIndexOf(tokensOf) + tokensOf.length();
        return payload.substring(start, payload.length() - 2);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String payload) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    }
}
