package matryoshka.service.testing;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key with its certificate, signed by itself, in a key store that the JDK's keytool makes. */
public final class ClientCertificate {
    public static final String PASSWORD = "changeit";
    private static final String ALIAS = "mine";

    private final Path file;

    private ClientCertificate(Path file) {
        this.file = file;
    }

    /** One of this subject, with alternative names as keytool takes them. */
    public static ClientCertificate of(Path folder, String subject, String names) throws Exception {
        Path file = Files.createTempFile(folder, "store", ".p12");
        Files.delete(file);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                subject,
                "-validity",
                "2",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        if (!names.isEmpty()) {
            command.addAll(List.of("-ext", "san=" + names));
        }
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return new ClientCertificate(file);
    }

    /** The key store. */
    public Path file() {
        return file;
    }

    public X509Certificate certificate() throws GeneralSecurityException, IOException {
        return (X509Certificate) store(file).getCertificate(ALIAS);
    }

    /** As a token's {@code cnf} has it (RFC 8705 §3.1). */
    public String thumbprint() throws GeneralSecurityException, IOException {
        Base64URL thumbprint = X509CertUtils.computeSHA256Thumbprint(certificate());
        return thumbprint.toString();
    }

    /** A key store of nothing but certificates: who is trusted. */
    public static Path trusting(Path folder, ClientCertificate... trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (ClientCertificate each : trusted) {
            store.setCertificateEntry("trusted" + store.size(), each.certificate());
        }
        Path file = Files.createTempFile(folder, "trust", ".p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** A client that shows this certificate to servers, and trusts those of the store. */
    public HttpClient httpClient(Path trusted) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(file), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store(trusted));
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
