package matryoshka.resource.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import matryoshka.resource.testing.PlayedEndpoints.Answer;
import matryoshka.resource.testing.PlayedEndpoints.Request;
import matryoshka.token.Expectations;
import matryoshka.token.TokenVerifier;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.Verification;
import matryoshka.token.VerificationKey;
import matryoshka.token.VerifiedToken;

/** The token endpoint of a {@link PlayedIssuer}, for exchange only. Thread-safe. */
public final class PlayedExchange {
    static final String PATH = "/oauth2/token";
    private static final int MAX_TOKEN = 100_000;

    private final PlayedMint mint;
    private final TokenVerifier verifier;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, PlayedToken> offers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Map<String, String>> forms = new ConcurrentLinkedQueue<>();
    private volatile Function<Map<String, String>, Optional<Answer>> refusal = form -> Optional.empty();

    PlayedExchange(PlayedMint mint, PlayedEndpoints endpoints) {
        this.mint = mint;
        this.verifier = new TokenVerifier(
                new Expectations(mint.issuer(), Duration.ZERO, MAX_TOKEN),
                kid -> Optional.of(VerificationKey.of(mint.key())),
                mint.provider(),
                mint.clock());
        endpoints.answer(PATH, this::answer);
    }

    /** Registers a client. */
    public PlayedExchange client(String clientId, String secret) {
        secrets.put(clientId, secret);
        return this;
    }

    /**
     * Offers a token to whoever exchanges for a callee.
     *
     * @param callee the service's name or audience as it is requested; empty for renewal
     */
    public PlayedExchange offer(String callee, PlayedToken token) {
        offers.put(callee, token);
        return this;
    }

    /** Withdraws an offer: the answer is {@code invalid_target} then. */
    public PlayedExchange withdraw(String callee) {
        offers.remove(callee);
        return this;
    }

    /** Refuses what this function refuses, before anything else is looked at; its parameter is the form. */
    public PlayedExchange refuse(Function<Map<String, String>, Optional<Answer>> refuses) {
        refusal = refuses;
        return this;
    }

    /** Returns the forms of all requests so far. They contain tokens and credentials. */
    public List<Map<String, String>> forms() {
        return List.copyOf(forms);
    }

    /** Answers a request to the token endpoint. */
    public Answer answer(Request request) {
        Map<String, String> form = form(request.body());
        forms.add(form);
        Optional<Answer> refused = refusal.apply(form);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (!isAuthenticated(request)) {
            return error(401, "invalid_client");
        }
        Verification subject = verifier.verify(new UnverifiedToken(form.getOrDefault("subject_token", "")));
        PlayedToken offer = offers.get(form.getOrDefault("audience", ""));
        if (!(subject instanceof VerifiedToken verified)) {
            return error(400, "invalid_request");
        }
        return offer == null ? error(400, "invalid_target") : exchanged(offer, verified);
    }

    private Answer exchanged(PlayedToken offer, VerifiedToken subject) {
        return Answer.json(
                200,
                JSONObjectUtils.toJSONString(Map.of(
                        "access_token", mint.exchanged(offer, subject),
                        "issued_token_type", "urn:ietf:params:oauth:token-type:access_token",
                        "token_type", "Bearer")));
    }

    boolean isAuthenticated(Request request) {
        return secrets.entrySet().stream().anyMatch(client -> {
            String pair = client.getKey() + ':' + client.getValue();
            return request.authorization()
                    .equals("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        });
    }

    /** Returns an OAuth error. */
    public static Answer error(int status, String code) {
        return Answer.json(
                status,
                JSONObjectUtils.toJSONString(Map.of("error", code, "error_description", "Played: " + code + ".")));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String parameter : body.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            form.put(decoded(pair[0]), pair.length == 2 ? decoded(pair[1]) : "");
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
