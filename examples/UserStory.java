import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessAccessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The story of user-story.md, told with a running issuer: {@code java -cp service/target/matryoshka.jar examples/UserStory.java}.
 * {@code ISSUER_URL} and {@code DATA_DIR} say which. What it registers it removes in the end; the graph's history keeps two versions more.
 */
public final class UserStory {
    private static final Path GRAPH = Path.of("examples/user-story.yaml");
    private static final String GATEWAY = "story-gateway";
    private static final String ORDERS = "story-orders";
    private static final String PAYMENTS = "story-payments";
    private static final String LEDGER = "story-ledger";

    private final Issuer issuer;
    private final LoginProvider login;
    private final Party gateway;
    private final Party orders;
    private final Party payments;
    private final Party ledger;

    private UserStory(Issuer issuer, LoginProvider login) throws Exception {
        this.issuer = issuer;
        this.login = login;
        issuer.addToGraph(Files.readString(GRAPH));
        gateway = issuer.register(GATEWAY, "order:create", "");
        orders = issuer.register(ORDERS, "", "https://orders.story.example");
        payments = issuer.register(PAYMENTS, "", "https://payments.story.example");
        ledger = issuer.register(LEDGER, "", "https://ledger.story.example");
        issuer.trust(login, GATEWAY);
    }

    public static void main(String[] args) throws Exception {
        Issuer issuer = new Issuer(
                URI.create(environment("ISSUER_URL", "http://localhost:8080")),
                Path.of(environment("DATA_DIR", "./var"), "admin-client.json"));
        issuer.forgetTheStory();
        try {
            new UserStory(issuer, new LoginProvider()).tell();
        } finally {
            issuer.forgetTheStory();
        }
    }

    private void tell() throws Exception {
        say("Alice signs in at " + LoginProvider.ISSUER
                + ". The shop's page gets an ID token, and sends it to the gateway.");
        String idToken = login.signIn("alice");
        show(SignedJWT.parse(idToken).getJWTClaimsSet(), "sub", "customer_tier", "email");

        say("The gateway exchanges it, for a token for the order service.");
        String forOrders = gateway.exchange(idToken, TokenTypeURI.ID_TOKEN, ORDERS);
        JWTClaimsSet atOrders = orders.verify(forOrders);
        show(atOrders);

        say("The order service unwraps the token for the payment service that is nested in it. It asks nobody.");
        String forPayments = nested(forOrders, payments.audience());
        show(payments.verify(forPayments));

        say("The payment service exchanges that along the graph, for a token for the ledger.");
        String forLedger = payments.exchange(forPayments, TokenTypeURI.ACCESS_TOKEN, LEDGER);
        show(ledger.verify(forLedger));

        say("None of them can do what is another's:");
        refused("the gateway exchanges the order service's token", gateway, forOrders, PAYMENTS);
        refused("the order service asks for a token for the ledger", orders, forOrders, LEDGER);
        refused("the ledger goes back to payments with its token", ledger, forLedger, PAYMENTS);
        System.out.println(
                "     the ledger is shown the payment service's token: refused, " + ledger.refusal(forPayments));
    }

    /** What a service does that makes a call: it unpacks the tokens in its own and takes the one for the callee's audience. */
    private static String nested(String token, String audience) throws Exception {
        for (String nested : unpack(token)) {
            if (SignedJWT.parse(nested).getJWTClaimsSet().getAudience().contains(audience)) {
                return nested;
            }
        }
        throw new IllegalStateException("no token for " + audience + " is nested in this one");
    }

    /** From docs/token-anatomy.md. */
    private static List<String> unpack(String token) throws DataFormatException, CharacterCodingException {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        Matcher end = Pattern.compile(",\"tokens\":\"([^\"]*)\"}\\z").matcher(new String(claims, ISO_8859_1));
        if (!end.find()) return List.of();
        Inflater inflater = new Inflater(true);
        inflater.setDictionary(claims, 0, end.start() + 1);
        inflater.setInput(Base64.getUrlDecoder().decode(end.group(1)));
        byte[] text = new byte[1 << 20];
        String lines = UTF_8.newDecoder()
                .decode(ByteBuffer.wrap(text, 0, inflater.inflate(text)))
                .toString();
        if (!inflater.finished() || inflater.getRemaining() > 0 || !lines.endsWith("\n"))
            throw new DataFormatException();
        inflater.end();
        return Stream.of(lines.split("\n"))
                .map(line -> line.split(line.startsWith("{") ? " (?=[^ ]*$)" : " ", 2))
                .map(part -> !part[0].startsWith("{")
                        ? part[0]
                        : token.substring(0, token.indexOf('.') + 1)
                                + Base64.getUrlEncoder().withoutPadding().encodeToString(part[0].getBytes(UTF_8)) + "."
                                + part[1])
                .toList();
    }

    private static void say(String sentence) {
        System.out.println();
        System.out.println(sentence);
    }

    private static void show(JWTClaimsSet claims) {
        show(claims, "aud", "sub", "act", "scope", "tier", "email", "txn");
    }

    private static void show(JWTClaimsSet claims, String... names) {
        for (String name : names) {
            Object value = name.equals("act") ? actors(claims) : claims.getClaim(name);
            System.out.printf(
                    "     %-14s %s%n", name, value == null ? "-" : value instanceof List<?> l ? l.get(0) : value);
        }
    }

    /** The newest first. */
    private static String actors(JWTClaimsSet claims) {
        List<String> actors = new ArrayList<>();
        for (Object act = claims.getClaim("act"); act instanceof Map<?, ?> actor; act = actor.get("act")) {
            actors.add((String) actor.get("sub"));
        }
        return String.join(", ", actors);
    }

    private static void refused(String attempt, Party party, String subject, String target) throws Exception {
        TokenResponse response = party.ask(subject, TokenTypeURI.ACCESS_TOKEN, target);
        if (response.indicatesSuccess()) {
            throw new IllegalStateException("this must not be: " + attempt);
        }
        System.out.println("     " + attempt + ": "
                + response.toErrorResponse().getErrorObject().getCode());
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /** An OpenID provider that nobody but this story knows: a key of its own, and what it signs with that. */
    private static final class LoginProvider {
        static final String ISSUER = "https://login.story.example";
        private final ECKey key;

        LoginProvider() throws Exception {
            key = new ECKeyGenerator(Curve.P_256).keyID("login").generate();
        }

        String jwks() {
            return new JWKSet(key).toString(true);
        }

        String signIn(String user) throws Exception {
            Instant now = Instant.now();
            SignedJWT idToken = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(JOSEObjectType.JWT)
                            .keyID("login")
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(ISSUER)
                            .subject(user)
                            .audience("shop-page")
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plusSeconds(300)))
                            .claim("customer_tier", "gold")
                            .claim("email", user + "@example.com")
                            .build());
            idToken.sign(new ECDSASigner(key));
            return idToken.serialize();
        }
    }

    /** Somebody in the story: a client of the issuer, and a service that verifies what is presented to it. */
    private record Party(Issuer issuer, String clientId, String secret, String audience) {

        /** RFC 8693, by a library that knows nothing of this issuer. */
        TokenResponse ask(String subject, TokenTypeURI type, String target) throws Exception {
            TokenExchangeGrant grant = new TokenExchangeGrant(
                    new TypelessAccessToken(subject), type, null, null, null, List.of(new Audience(target)));
            ClientSecretBasic credentials = new ClientSecretBasic(new ClientID(clientId), new Secret(secret));
            return TokenResponse.parse(new TokenRequest.Builder(issuer.at("/oauth2/token"), credentials, grant)
                    .build()
                    .toHTTPRequest()
                    .send());
        }

        String exchange(String subject, TokenTypeURI type, String target) throws Exception {
            TokenResponse response = ask(subject, type, target);
            if (!response.indicatesSuccess()) {
                throw new IllegalStateException(
                        response.toErrorResponse().getErrorObject().getDescription());
            }
            return response.toSuccessResponse().getTokens().getAccessToken().getValue();
        }

        /** RFC 9068 §4. */
        JWTClaimsSet verify(String token) throws Exception {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    JWSAlgorithm.Family.SIGNATURE,
                    new ImmutableJWKSet<>(JWKSet.load(issuer.at("/oauth2/jwks").toURL()))));
            processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                    audience,
                    new JWTClaimsSet.Builder().issuer(issuer.identifier()).build(),
                    Set.of("sub", "exp", "scope")));
            return processor.process(token, null);
        }

        String refusal(String token) throws Exception {
            try {
                verify(token);
            } catch (BadJWTException refused) {
                return refused.getMessage();
            }
            throw new IllegalStateException("this must not be: " + clientId + " takes a token that is not for it");
        }
    }

    /** The issuer, as its administrator sees it. */
    private static final class Issuer {
        private static final ObjectMapper JSON = new ObjectMapper();
        private final HttpClient http = HttpClient.newHttpClient();
        private final URI url;
        private final String authorization;

        Issuer(URI url, Path adminClient) throws IOException, InterruptedException {
            this.url = url;
            JsonNode admin = JSON.readTree(adminClient.toFile());
            String credentials = admin.get("client_id").textValue() + ":"
                    + admin.get("client_secret").textValue();
            HttpRequest request = HttpRequest.newBuilder(at("/oauth2/token"))
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                    .build();
            authorization =
                    "Bearer " + JSON.readTree(good(request)).get("access_token").textValue();
        }

        URI at(String path) {
            return url.resolve(path);
        }

        /** What it calls itself, wherever it is reached. */
        String identifier() throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(at("/.well-known/oauth-authorization-server"))
                    .build();
            return JSON.readTree(good(request)).get("issuer").textValue();
        }

        void addToGraph(String document) throws IOException, InterruptedException {
            good(admin("PATCH", "/graph?message=A+user%27s+story", "application/merge-patch+yaml", document));
        }

        Party register(String clientId, String scope, String audience) throws IOException, InterruptedException {
            String metadata = JSON.writeValueAsString(Map.of(
                    "client_id", clientId,
                    "scope", scope,
                    "grant_types", List.of("urn:ietf:params:oauth:grant-type:token-exchange")));
            JsonNode registered = JSON.readTree(good(admin("POST", "/clients", "application/json", metadata)));
            return new Party(this, clientId, registered.get("client_secret").textValue(), audience);
        }

        void trust(LoginProvider login, String client) throws IOException, InterruptedException {
            String registration = JSON.writeValueAsString(Map.of(
                    "name", "story-login",
                    "subject_prefix", "login",
                    "issuer", LoginProvider.ISSUER,
                    "jwks", JSON.readTree(login.jwks()),
                    "audiences", List.of("shop-page"),
                    "types", List.of("id_token"),
                    "claims", Map.of("customer_tier", "tier"),
                    "clients", List.of(client)));
            good(admin("POST", "/issuers", "application/json", registration));
        }

        /** Removes what this story adds; from another time, too, that was cut off. */
        void forgetTheStory() throws IOException, InterruptedException {
            for (String client : List.of(GATEWAY, ORDERS, PAYMENTS, LEDGER)) {
                remove("/clients/" + client);
            }
            remove("/issuers/story-login");
            good(admin("PATCH", "/graph?message=The+end+of+a+story", "application/merge-patch+yaml", """
                    services: {story-orders: null, story-payments: null, story-ledger: null}
                    dependencies: {story-charge-card: null, story-make-entry: null}
                    """));
        }

        private void remove(String path) throws IOException, InterruptedException {
            HttpResponse<String> answer =
                    http.send(admin("DELETE", path, "application/json", ""), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2 && answer.statusCode() != 404) {
                throw new IllegalStateException(answer + ": " + answer.body());
            }
        }

        private HttpRequest admin(String method, String path, String type, String body) {
            return HttpRequest.newBuilder(at(path))
                    .header("Authorization", authorization)
                    .header("Content-Type", type)
                    .method(method, BodyPublishers.ofString(body))
                    .build();
        }

        private String good(HttpRequest request) throws IOException, InterruptedException {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer + ": " + answer.body());
            }
            return answer.body();
        }
    }
}
