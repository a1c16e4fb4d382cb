package matryoshka.service.acceptance;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.RunningIssuer;

/** Sends token requests with proofs of a key (RFC 9449), as a client with a nonce does. */
record Proving(RunningIssuer issuer, ClientKey key) {

    /** Returns the answer to a form. */
    HttpResponse<String> ask(String authorization, String form) throws IOException, InterruptedException {
        return Answers.send(request(issuer, authorization, form).header("DPoP", proof()));
    }

    /** Returns the token that it gives for a form. */
    String issued(String authorization, String form) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(authorization, form);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer + " " + answer.body());
        }
        return Answers.json(answer).get("access_token").textValue();
    }

    /** Returns a proof that is valid once. */
    String proof() throws IOException, InterruptedException {
        return key.proof(claims(issuer));
    }

    /** Returns the claims of a valid proof; fetches the nonce. */
    static Map<String, Object> claims(RunningIssuer issuer) throws IOException, InterruptedException {
        HttpResponse<String> asked = Answers.send(request(issuer, RunningIssuer.basic("anybody", "x"), "grant_type=x")
                .header("DPoP", ClientKey.es256().proof(ClientKey.proofClaims())));
        Map<String, Object> claims = ClientKey.proofClaims();
        claims.put("nonce", asked.headers().firstValue("DPoP-Nonce").orElseThrow());
        return claims;
    }

    static HttpRequest.Builder request(RunningIssuer issuer, String authorization, String form) {
        return issuer.to("/oauth2/token")
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }
}
