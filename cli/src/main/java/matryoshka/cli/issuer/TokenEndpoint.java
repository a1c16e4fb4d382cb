package matryoshka.cli.issuer;

import java.util.List;
import matryoshka.cli.terminal.CommandFailed;

/** Tokens that a client gets for itself (RFC 6749 §4.4). */
public final class TokenEndpoint {
    private static final String PATH = "/oauth2/token";
    /** The issuer itself, among the services of the graph. */
    private static final String ISSUER_SERVICE = "matryoshka";

    private final OAuthApi api;

    public TokenEndpoint(OAuthApi api) {
        this.api = api;
    }

    /** Asks for a token; without scopes, for all that the client has registered. */
    public Answer ask(List<String> scopes, List<String> audiences) {
        Form form = new Form().with("grant_type", "client_credentials");
        if (!scopes.isEmpty()) {
            form.with("scope", String.join(" ", scopes));
        }
        audiences.forEach(audience -> form.with("audience", audience));
        return api.post(PATH, form);
    }

    /**
     * A token for the admin API.
     *
     * @param alternatives scopes, space-separated; the first that the client has registered are taken
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

    /** A token with all scopes of the issuer that the client has. */
    String administrativeToken() {
        return token(ask(List.of(), List.of(ISSUER_SERVICE)));
    }

    private static String token(Answer answer) {
        String token = answer.orFail().json().path("access_token").asText();
        if (token.isEmpty()) {
            throw new CommandFailed("the issuer's answer has no access_token");
        }
        return token;
    }

    private static boolean isInvalidScope(Answer answer) {
        return answer.status() == 400 && answer.json().path("error").asText().equals("invalid_scope");
    }
}
