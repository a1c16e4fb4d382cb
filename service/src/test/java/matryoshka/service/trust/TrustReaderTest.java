package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.testing.PlayedKeys;
import matryoshka.token.VerificationAlgorithm;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustReaderTest {
    private static final String LEAST = """
            'name': 'acme', 'issuer': 'https://acme.example', 'jwks_uri': 'https://acme.example/k', 'audiences': ['us'],
            'types': ['jwt']""";

    @Test
    void omitted_members_have_defaults() {
        TrustTerms terms = TestIssuers.issuer("{" + LEAST + "}").terms();

        assertThat(terms.algorithms()).containsExactlyInAnyOrder(VerificationAlgorithm.values());
        assertThat(terms.claims()).isEmpty();
        assertThat(terms.clients()).isEmpty();
        assertThat(terms.subjectPrefix()).isEqualTo("acme");
        assertThat(terms.jwksUri()).isEqualTo(URI.create("https://acme.example/k"));
        assertThat(terms.jwks()).isNull();
    }

    @Test
    void all_given_members_are_read() {
        TrustTerms terms = TestIssuers.issuer("{" + LEAST + """
                , 'algorithms': ['PS256'], 'claims': {'scope': 'their_scope', 'tier': 'tier'}, 'subject_prefix': 'users',
                'clients': ['shop', 'till']}""").terms();

        assertThat(terms.algorithms()).containsExactly(VerificationAlgorithm.PS256);
        assertThat(terms.claims()).containsEntry("scope", "their_scope").containsEntry("tier", "tier");
        assertThat(terms.subjectPrefix()).isEqualTo("users");
        assertThat(terms.clients()).containsExactly("shop", "till");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[]; wrong-type",
                "{}; /name required|keys|/issuer required|/audiences required|/types required",
                "{LEAST, 'colour': 'red'}; /colour unknown-member",
                "{LEAST, 'subject_prefix': 'a:b'}; /subject_prefix name",
                "{LEAST, 'subject_prefix': ''}; /subject_prefix name",
                "{LEAST, 'algorithms': ['HS256']}; /algorithms algorithm",
                "{LEAST, 'algorithms': ['none']}; /algorithms algorithm",
                "{LEAST, 'algorithms': ['Ed25518']}; /algorithms algorithm",
                "{LEAST, 'algorithms': []}; /algorithms empty",
                "{LEAST, 'algorithms': null}; /algorithms wrong-type",
                "{LEAST, 'clients': ['a b']}; /clients name",
                "{LEAST, 'claims': {'a': 'sub'}}; /claims/a reserved-claim",
                "{LEAST, 'claims': {'a': 'scope', 'b': 'act', 'c': 'tokens'}}; "
                        + "/claims/a reserved-claim|/claims/b reserved-claim|/claims/c reserved-claim",
                "{LEAST, 'claims': {'a': 'x', 'b': 'x'}}; /claims/b duplicate",
                "{LEAST, 'claims': {'a': ''}}; /claims/a claim-name",
                "{LEAST, 'claims': {'a': 1}}; /claims/a wrong-type",
                "{LEAST, 'jwks': {'keys': []}}; keys|/jwks/keys key"
            })
    void each_violation_is_reported_with_its_pointer(String json, String expected) {
        assertThat(faults(json.replace("LEAST", LEAST))).containsExactlyInAnyOrder(expected.split("[|]"));
    }

    @Test
    void a_name_is_a_name_and_does_not_change() {
        assertThat(faults("{" + LEAST.replace("'acme'", "'-'") + "}")).containsExactly("/name name");
        assertThat(TrustReader.read(
                                TestIssuers.json("{" + LEAST + "}"), "other", TestIssuers.OURS, TestIssuers.DEVELOPMENT)
                        .violations())
                .extracting(Violation::rule)
                .containsExactly("name");
    }

    @ParameterizedTest
    @CsvSource({
        "https://tokens.example, own-issuer",
        "https://tokens.example/, own-issuer",
        "HTTPS://Tokens.Example, own-issuer",
        "https://tokens.example:443, own-issuer",
        "https://tokens%2Eexample/./, own-issuer",
        "acme, issuer",
        "'', issuer",
        "https://acme.example/#a, issuer",
        "https://acme example, issuer"
    })
    void an_issuer_is_a_uri_and_not_us(String issuer, String rule) {
        assertThat(faults("{" + LEAST.replace("'https://acme.example'", "'" + issuer + "'") + "}"))
                .containsExactly("/issuer " + rule);
    }

    @ParameterizedTest
    @CsvSource({
        "http://acme.example/k",
        "https://169.254.169.254/latest/",
        "https://10.0.0.1/",
        "ftp://acme.example/",
        "//x",
        "a b",
        "https://me@acme.example/"
    })
    void keys_are_fetched_from_the_internet_by_https(String address) {
        assertThat(faults("{" + LEAST.replace("https://acme.example/k", address) + "}"))
                .containsExactly("/jwks_uri jwks-uri");
    }

    @Test
    void given_keys_must_be_public_and_usable() throws Exception {
        var key = PlayedKeys.make("ES256", "k");
        String secret = key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        String given = key.toJson(OutputControlLevel.PUBLIC_ONLY);
        String other = given.replace("ES256", "ES512");

        assertThat(faults(withKeys(given))).isEmpty();
        assertThat(faults(withKeys(secret))).containsExactly("/jwks/keys/0/d private-key");
        assertThat(faults(withKeys(other))).containsExactly("/jwks key");
        assertThat(faults(withKeys("{'kty': 'oct', 'k': 'AAAA'}"))).containsExactly("/jwks/keys/0/k private-key");
    }

    @Test
    void configured_issuers_are_read_alike_and_errors_name_them() {
        OutboundPolicy policy = new OutboundPolicy(false, false);
        String second = LEAST.replace("acme", "second");

        assertThat(ConfiguredIssuers.read(
                        List.of(TestIssuers.json("{" + LEAST + "}"), TestIssuers.json("{" + second + "}")),
                        TestIssuers.OURS,
                        policy))
                .extracting(TrustedIssuer::name, TrustedIssuer::isConfigured)
                .containsExactly(tuple("acme", true), tuple("second", true));
        assertThatThrownBy(() -> ConfiguredIssuers.read(
                        List.of(TestIssuers.json("{" + LEAST + "}"), TestIssuers.json("{" + LEAST + "}")),
                        TestIssuers.OURS,
                        policy))
                .isInstanceOf(TrustSetupException.class)
                .hasMessageContaining("trustedIssuers/1/issuer: ")
                .hasMessageContaining("trustedIssuers/1/name: ");
    }

    private static String withKeys(String key) {
        return "{" + LEAST.replace("'jwks_uri': 'https://acme.example/k'", "'jwks': {'keys': [" + key + "]}") + "}";
    }

    private static List<String> faults(String json) {
        return TestIssuers.read(json).violations().stream()
                .map(violation -> violation.pointer() + " " + violation.rule())
                .map(String::strip)
                .toList();
    }
}
