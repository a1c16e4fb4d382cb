package matryoshka.cli.issuer;

import java.util.List;
import matryoshka.cli.terminal.CommandFailed;

/** Gets tokens for a client itself (RFC 6749 §4.4). */
public final class TokenEndpoint {
    private static final String PATH = "/oauth2/token";
    /** The issuer itself, among the services of the graph. */
    private static final String ISSUER_SERVICE = "matryoshka";

    private final OAuthApi api;

    public TokenEndpoint(OAuthApi api) {
        this.api = api;
    }

    /** Requests a token; without scopes, for all that the client has registered. */
    public Answer ask(List<String> scopes, List<String> audiences) {
        Form form = new Form().with("grant_type", "client_credentials");
        if (!scopes.isEmpty()) {
            form.with("scope", String.join(" ", scopes));
        }
        audiences.forEach(audience -> form.with("audience", audience));
        return api.post(PATH, form);
    }

    /**
     * Gets a token for the admin API.
     *
     * @param alternatives space-separated scopes; uses the first alternative that the client has registered
     */
    String token(List<String> alternatives) {
        Answer answer = ask(List.of(alternatives.get(0)), List.of());
        for (String scopes : alternatives.subList(1, alternatives.size())) {
            if (answer.isSuccess() || !isInvalidScope(answer)) {
                break;
            }
            answer = ask(List.of(scopes), List.of());
        }
        return token(answer);
    }

    /** Gets a token with all scopes of the issuer that the client has. */
    String administrativeToken() {
        return token(ask(List.of(), List.of(ISSUER_SERVICE)));
    }

    private static String token(Answer answer) {
        String token = answer.orFail().json().path("access_token").asText();
        if (token.isEmpty()) {
            throw new CommandFailed("the issuer's response contains no access_token");
        }
        return token;
    }

    private static boolean isInvalidScope(Answer answer) {
        return answer.status() == 400 && answer.json().path("error").asText().equals("invalid_scope");
    }
}
