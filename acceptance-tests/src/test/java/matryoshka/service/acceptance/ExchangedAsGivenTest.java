package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An exchange hands claims and times on unchanged. */
@ExtendWith(IssuerExtension.class)
class ExchangedAsGivenTest {
    private static TermsWorld world;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        world = TermsWorld.on(issuer);
    }

    @Test
    void claims_travel_as_exactly_by_exchange_as_by_embedding() throws Exception {
        world.publish("  a-b: {from: a, to: b, grants: ['b:x'], claims: {pass: [serial, rate]}}\n");
        OutsideToken outer = world.seen(world.issued(), "a");
        assertThat(outer.claim("serial").bigIntegerValue()).isEqualTo("18446744073709551615");

        for (String other : new String[] {
            outer.entries().get(0).get("token").textValue(),
            world.a().exchanged(world.issuer(), world.issued(), "&audience=b")
        }) {
            assertThat(TermsWorld.payload(other))
                    .contains("\"serial\":18446744073709551615", "\"rate\":0.1234567890123456789012");
        }
        assertThat(TermsWorld.payload(world.a().exchanged(world.issuer(), world.issued(), "")))
                .contains("\"rate\":0.1234567890123456789012");
        assertThat(world.introspected(world.a(), world.issued()).get("serial").bigIntegerValue())
                .isEqualTo("18446744073709551615");
    }

    @Test
    void renewing_an_extended_token_keeps_its_expiry() throws Exception {
        world.publish("  a-b: {from: a, to: b, grants: ['b:x'], sharing: exchange, extend: PT20M}\n");
        String extended = world.a().exchanged(world.issuer(), world.issued(), "&audience=b");

        String renewed = world.b().exchanged(world.issuer(), extended, "");

        assertThat(world.seen(renewed, "b").claim("exp"))
                .isEqualTo(world.seen(extended, "b").claim("exp"));
        assertThat(world.seen(world.b().exchanged(world.issuer(), renewed, ""), "b")
                        .claim("exp"))
                .isEqualTo(world.seen(extended, "b").claim("exp"));
    }

    @Test
    void a_token_that_expires_during_its_exchange_is_refused_as_expired() throws Exception {
        world.publish("""
                  a-b: {from: a, to: b, grants: ['b:x'], sharing: exchange, lifetime: PT2S}
                """);
        String token = world.a().exchanged(world.issuer(), world.issued(), "&audience=b");
        Instant end = Instant.ofEpochSecond(world.seen(token, "b").claim("exp").longValue());
        Instant before = end.minusMillis(30);
        while (Instant.now().isBefore(before)) {
            Thread.onSpinWait();
        }

        while (Instant.now().isBefore(end.plusMillis(10))) {
            assertThat(world.b().ask(world.issuer(), token, "").statusCode()).isIn(200, 400);
        }
    }

    @Test
    void a_resource_is_a_uri_for_every_grant() throws Exception {
        assertOAuthError(
                world.issuer().token(world.web().clientId(), world.web().secret(), "&resource=a"),
                400,
                "invalid_target");
        assertThat(world.issuer()
                        .token(world.web().clientId(), world.web().secret(), "&audience=a")
                        .statusCode())
                .isEqualTo(200);
    }
}
