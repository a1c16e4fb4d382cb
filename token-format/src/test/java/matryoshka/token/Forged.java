package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/** Tokens that the issuer would not make, signed with its key. */
final class Forged {
    static final String KID = Fixtures.key(SigningAlgorithm.ES256).kid();
    static final String CLAIMS = """
            {"iss":"https://tokens.shop.example","sub":"s","aud":"a","client_id":"c","iat":1795341600,\
            "exp":1795341900,"jti":"j","txn":"t","graph":{"version":1,"plan":"p"}}""";

    private static final TokenVerifier VERIFIER = Fixtures.verifier(SigningAlgorithm.ES256);

    private Forged() {}

    static Verification verify(String token) {
        return VERIFIER.verify(new UnverifiedToken(token));
    }

    static void assertRefused(String token, TokenFlaw flaw) {
        assertThat(verify(token)).isEqualTo(new Verification.Refused(flaw));
    }

    static String signed(String claims) {
        return new String(
                Fixtures.signer(SigningAlgorithm.ES256).sign(claims.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII);
    }

    static String signed(String header, String claims) {
        String input = part(header) + "." + part(claims);
        try {
            Signature signature = Fixtures.PROVIDER.signing(Fixtures.key(SigningAlgorithm.ES256));
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + part(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String part(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
