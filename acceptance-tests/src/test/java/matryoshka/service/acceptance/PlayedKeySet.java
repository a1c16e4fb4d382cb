package matryoshka.service.acceptance;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import matryoshka.service.testing.RunningIssuer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An issuer's key set that can be away, and tokens signed by its only key. */
final class PlayedKeySet implements AutoCloseable {
    private static final int MAX_AGE_SECONDS = 1;

    private final EllipticCurveJsonWebKey key;
    private final HttpServer server;
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private volatile boolean isAway;

    private PlayedKeySet(EllipticCurveJsonWebKey key, HttpServer server) {
        this.key = key;
        this.server = server;
    }

    static PlayedKeySet start() throws IOException, JoseException {
        EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId("played");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PlayedKeySet keySet = new PlayedKeySet(key, server);
        server.createContext("/oauth2/jwks", keySet::answer);
        server.start();
        return keySet;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Lets the issuer answer more than its keys. */
    void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    void setAway(boolean away) {
        isAway = away;
    }

    /** The headers of each request so far. */
    List<Headers> requests() {
        return List.copyOf(requests);
    }

    String token(String audience, String kid) throws JoseException {
        Instant now = Instant.now();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(RunningIssuer.URL);
        claims.setAudience(audience);
        claims.setStringClaim("scope", "catalog:read");
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plusSeconds(300).getEpochSecond()));
        JsonWebSignature token = new JsonWebSignature();
        token.setHeader("typ", "at+jwt");
        token.setKeyIdHeaderValue(kid);
        token.setAlgorithmHeaderValue("ES256");
        token.setKey(key.getPrivateKey());
        token.setPayload(claims.toJson());
        return token.getCompactSerialization();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestHeaders());
            byte[] body = new JsonWebKeySet(key).toJson().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Cache-Control", "max-age=" + MAX_AGE_SECONDS);
            exchange.getResponseHeaders().set("Vary", "Origin");
            exchange.sendResponseHeaders(isAway ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
