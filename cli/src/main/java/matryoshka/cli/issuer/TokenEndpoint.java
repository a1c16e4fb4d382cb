package matryoshka.cli.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import matryoshka.cli.terminal.CommandFailed;

/** {@code POST /oauth2/token} with the client credentials grant (RFC 6749 §4.4). */
public final class TokenEndpoint {
    private final Http http;

    public TokenEndpoint(Http http) {
        this.http = http;
    }

    /** Asks for a token; without scopes, for all that the client has registered. */
    public Answer ask(Credentials.Client client, List<String> scopes, List<String> audiences) {
        Form form = new Form().with("grant_type", "client_credentials");
        if (!scopes.isEmpty()) {
            form.with("scope", String.join(" ", scopes));
        }
        audiences.forEach(audience -> form.with("audience", audience));
        return http.send(Request.post("/oauth2/token", form.text().getBytes(StandardCharsets.US_ASCII))
                .with("Authorization", basic(client))
                .with("Content-Type", "application/x-www-form-urlencoded"));
    }

    /**
     * A token for the admin API.
     *
     * @param alternatives scopes, space-separated; the first that the client has registered are taken
     */
    String token(Credentials.Client client, List<String> alternatives) {
        Answer answer = ask(client, List.of(alternatives.get(0)), List.of());
        for (String scopes : alternatives.subList(1, alternatives.size())) {
            if (answer.isSuccess() || !isInvalidScope(answer)) {
                break;
            }
            answer = ask(client, List.of(scopes), List.of());
        }
        String token = answer.orFail().json().path("access_token").asText();
        if (token.isEmpty()) {
            throw new CommandFailed("the issuer's answer has no access_token");
        }
        return token;
    }

    private static boolean isInvalidScope(Answer answer) {
        return answer.status() == 400 && answer.json().path("error").asText().equals("invalid_scope");
    }

    /** Each part is form-encoded first (RFC 6749 §2.3.1). */
    private static String basic(Credentials.Client client) {
        String pair = Form.encoded(client.id()) + ":" + Form.encoded(client.secret());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }
}
