package matryoshka.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import matryoshka.resource.testing.PlayedCertificates;
import matryoshka.resource.testing.PlayedToken;
import matryoshka.spring.shop.OrdersService;
import matryoshka.spring.shop.PaymentsService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;

/** Tokens that are bound to a client certificate, over TLS that the service ends itself. */
@ExtendWith(Running.class)
class ClientCertificateTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** One certificate for the service and its client, which trust it. */
    @TempDir
    static Path folder;

    private static Path store = Path.of("");
    private static KeyStore keys = emptyStore();

    private final RunningShop shop;

    ClientCertificateTest(RunningShop shop) {
        this.shop = shop;
    }

    /** The two kinds of application. */
    enum Kind {
        SERVLET(WebApplicationType.SERVLET, OrdersService.class, RunningShop.ORDERS, "/me"),
        REACTIVE(WebApplicationType.REACTIVE, PaymentsService.class, RunningShop.PAYMENTS, "/refunds");

        private final WebApplicationType type;
        private final Class<?> application;
        private final String audience;
        private final String path;

        Kind(WebApplicationType type, Class<?> application, String audience, String path) {
            this.type = type;
            this.application = application;
            this.audience = audience;
            this.path = path;
        }
    }

    @BeforeAll
    static void makeCertificate() throws Exception {
        store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "own",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        // Tomcat trusts no certificate that only comes with a key.
        keys.setCertificateEntry("trusted", keys.getCertificate("own"));
        try (OutputStream file = Files.newOutputStream(store)) {
            keys.store(file, PASSWORD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_that_is_bound_to_a_certificate_needs_it(Kind kind) throws Exception {
        URI url = start(kind);
        PlayedToken token = PlayedToken.of(kind.audience, "web-shop", "payments:refund");
        String ofClient = shop.issuer.mint(
                token.boundToCertificate(PlayedCertificates.thumbprint((X509Certificate) keys.getCertificate("own"))));
        String ofAnother =
                shop.issuer.mint(token.boundToCertificate(PlayedCertificates.thumbprint(PlayedCertificates.ONE)));

        HttpClient withCertificate = client(true);
        assertThat(get(withCertificate, url, ofClient).statusCode()).isEqualTo(200);
        assertThat(get(withCertificate, url, ofAnother).statusCode()).isEqualTo(401);
        HttpResponse<String> without = get(client(false), url, ofClient);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("another client certificate"));
    }

    private URI start(Kind kind) {
        String port = shop.start(
                        kind.application,
                        kind.type,
                        "tls",
                        kind.audience,
                        "--server.ssl.key-store=" + store,
                        "--server.ssl.key-store-password=" + new String(PASSWORD),
                        "--server.ssl.trust-store=" + store,
                        "--server.ssl.trust-store-password=" + new String(PASSWORD),
                        "--server.ssl.client-auth=want")
                .getEnvironment()
                .getRequiredProperty("local.server.port");
        return URI.create("https://localhost:" + port + kind.path);
    }

    private static HttpClient client(boolean hasCertificate) throws GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(hasCertificate ? own.getKeyManagers() : new KeyManager[0], trusted.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static HttpResponse<String> get(HttpClient client, URI url, String token)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(url)
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private static KeyStore emptyStore() {
        try {
            return KeyStore.getInstance("PKCS12");
        } catch (GeneralSecurityException required) {
            throw new IllegalStateException(required);
        }
    }
}
