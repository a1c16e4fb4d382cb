package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedCertificates;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.TokenDecrypter;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * Ten services at a running issuer, with their keys and the library: each calls those with twice its number, and the next. Every holder's
 * tokens are bound to its key. One that st-2 holds is encrypted as well.
 */
final class TenHolders implements AutoCloseable {
    static final int SERVICES = 10;
    /** The key that st-4 had before. */
    static final String FORMER = "former";
    /** Somebody whose certificate no service has. */
    static final String STRANGER = "stranger";

    /** The holder whose tokens are bound to a certificate. */
    private static final int CERTIFIED = 3;

    private static final int ROTATED = 4;
    /** What st-2 holds for this service is encrypted. */
    private static final int ENCRYPTED = 5;

    private final RunningIssuer issuer;
    private final Map<String, PlayedKey> keys = new LinkedHashMap<>();
    private final Map<String, X509Certificate> certificates =
            Map.of(name(CERTIFIED), PlayedCertificates.ONE, STRANGER, PlayedCertificates.OTHER);
    private final JWK encryption = PlayedKey.generate().jwk();
    private final Map<Integer, ResourceServer> servers = new TreeMap<>();
    private final Map<Integer, ServiceClient> services = new TreeMap<>();

    TenHolders(RunningIssuer issuer) throws Exception {
        this.issuer = issuer;
        for (String name : List.of("client", FORMER, name(1), name(2), name(ROTATED), name(5))) {
            keys.put(name, PlayedKey.generate());
        }
        issuer.publish(graph());
        for (int number = 1; number <= SERVICES; number++) {
            services.put(number, ServiceClient.registered(issuer, name(number), ""));
            servers.put(
                    number,
                    ResourceServer.builder()
                            .issuer(URI.create(RunningIssuer.URL), URI.create("http://localhost:" + issuer.port()))
                            .audience(name(number))
                            .service(name(number))
                            .build());
        }
    }

    static String name(int number) {
        return "st-" + number;
    }

    /** Returns who presents the token for a service. */
    static String holder(int number) {
        return number == 1 ? "client" : name(number / 2);
    }

    /** Returns everybody who could present a token. */
    List<String> everybody() {
        List<String> all = new ArrayList<>(keys.keySet());
        all.addAll(certificates.keySet());
        return all;
    }

    private String graph() {
        String all = IntStream.rangeClosed(1, SERVICES)
                .mapToObj(number -> "  %s: {scopes: {'%s:use': ''}%s}"
                        .formatted(name(number), name(number), number > 5 ? "" : ", keys: {" + keys(number) + "}"))
                .collect(Collectors.joining("\n"));
        String edges = IntStream.rangeClosed(2, SERVICES)
                .mapToObj(number -> "  st-to-%s: {from: %s, to: %s, grants: ['%s:use'], confidential: %s}"
                        .formatted(number, holder(number), name(number), name(number), number == ENCRYPTED))
                .collect(Collectors.joining("\n"));
        return "services:\n" + all + "\ndependencies:\n" + edges + "\n";
    }

    private String keys(int number) {
        if (number == CERTIFIED) {
            return "confirmation: {'x5t#S256': " + PlayedCertificates.thumbprint(PlayedCertificates.ONE) + "}";
        }
        String own = "{jkt: " + key(name(number)).thumbprint() + "}";
        return switch (number) {
            case ROTATED -> "confirmation: [{jkt: " + key(FORMER).thumbprint() + "}, " + own + "]";
            case ENCRYPTED / 2 ->
                "confirmation: " + own + ", encryption: "
                        + encryption.toPublicJWK().toJSONString();
            default -> "confirmation: " + own;
        };
    }

    private PlayedKey key(String name) {
        return Objects.requireNonNull(keys.get(name));
    }

    /** Returns the {@code cnf} that tokens of a holder must have. */
    Map<String, String> confirmation(String holder) {
        return holder.equals(name(CERTIFIED))
                ? Map.of("x5t#S256", PlayedCertificates.thumbprint(PlayedCertificates.ONE))
                : Map.of("jkt", key(holder).thumbprint());
    }

    /** Registers a client that gets its tokens in a format. */
    ServiceClient client(String id, String format) throws Exception {
        return ServiceClient.registered(
                issuer,
                new ObjectMapper()
                        .createObjectNode()
                        .put("client_id", id)
                        .put("scope", "st-1:use")
                        .put("token_format", format));
    }

    /** Gets a client what is bound to its key; the issuer demands a nonce first. */
    String bound(ServiceClient client) throws Exception {
        String nonce = request(client, null).headers().firstValue("DPoP-Nonce").orElseThrow();
        return Answers.json(request(client, nonce)).get("access_token").textValue();
    }

    private HttpResponse<String> request(ServiceClient client, @Nullable String nonce) throws Exception {
        var claims = PlayedKey.claims(
                        "POST",
                        RunningIssuer.URL + "/oauth2/token",
                        "",
                        Clock.systemUTC().instant())
                .claim("ath", null)
                .claim("nonce", nonce);
        return Answers.send(client.form("/oauth2/token")
                .header("DPoP", key("client").signed(claims.build()))
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    /** Returns the tokens of a tree by the services they are for, as their holders can present them. */
    Map<Integer, String> tree(String outer) {
        Map<Integer, String> tokens = new TreeMap<>();
        unpack(1, outer, tokens);
        return tokens;
    }

    private void unpack(int number, String token, Map<Integer, String> tokens) {
        tokens.put(number, token);
        ((Unpacking.Unpacked) EmbeddedTokens.read(new UnverifiedToken(token)))
                .tokens()
                .forEach(embedded -> {
                    String compact = embedded.token().compact();
                    int callee = Integer.parseInt(embedded.audiences().get(0).substring("st-".length()));
                    unpack(
                            callee,
                            callee == ENCRYPTED
                                    ? TokenDecrypter.of(encryption)
                                            .decrypt(compact)
                                            .orElseThrow()
                                    : compact,
                            tokens);
                });
    }

    /** Lets somebody present a token to a service with what that one can prove, which the service verifies with the library. */
    ReceivedToken presents(String who, int service, String token) {
        URI url = URI.create("https://" + name(service) + ".example/");
        PresentedToken presented;
        if (keys.containsKey(who)) {
            String proof = key(who).proof(
                            "GET", url.toString(), token, Clock.systemUTC().instant());
            presented = PresentedToken.ofAuthorization(List.of("DPoP " + token)).withProofs(List.of(proof), "GET", url);
        } else {
            presented = PresentedToken.ofBearer(token).withCertificate(certificates.get(who));
        }
        return Objects.requireNonNull(servers.get(service)).verify(presented);
    }

    boolean isAccepted(String who, int service, String token) {
        try {
            presents(who, service, token);
            return true;
        } catch (RefusedException refused) {
            if (refused.status() != 401) {
                throw refused;
            }
            return false;
        }
    }

    /** Returns a service as a client of the issuer. */
    ServiceClient service(int number) {
        return Objects.requireNonNull(services.get(number));
    }

    @Override
    public void close() {
        servers.values().forEach(ResourceServer::close);
    }
}
