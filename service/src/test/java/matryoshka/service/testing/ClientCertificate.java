package matryoshka.service.testing;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key with its certificate, in a key store that the JDK's keytool makes. */
public final class ClientCertificate {
    public static final String PASSWORD = "changeit";
    private static final String ALIAS = "mine";

    private final Path file;

    private ClientCertificate(Path file) {
        this.file = file;
    }

    /** One of this subject, with alternative names as keytool takes them, signed by itself. */
    public static ClientCertificate of(Path folder, String subject, String names) throws Exception {
        return generated(folder, subject, names.isEmpty() ? List.of() : List.of("-ext", "san=" + names));
    }

    /** One that can sign others, as openssl makes all that sign themselves. */
    public static ClientCertificate authority(Path folder, String subject) throws Exception {
        return generated(folder, subject, List.of("-ext", "bc:c"));
    }

    /** One of this subject, signed by this one. */
    public ClientCertificate signs(Path folder, String subject, String names) throws Exception {
        ClientCertificate signed = generated(folder, subject, List.of());
        Path request = Files.createTempFile(folder, "request", ".pem");
        Files.writeString(request, keytool(signed.file, List.of("-certreq", "-alias", ALIAS)));
        String pem = keytool(
                file,
                List.of("-gencert", "-rfc", "-alias", ALIAS, "-ext", "san=" + names, "-infile", request.toString()));
        KeyStore store = store(signed.file);
        store.setKeyEntry(
                ALIAS, store.getKey(ALIAS, PASSWORD.toCharArray()), PASSWORD.toCharArray(), new Certificate[] {
                    X509CertUtils.parse(pem), certificate()
                });
        try (var out = Files.newOutputStream(signed.file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return signed;
    }

    private static ClientCertificate generated(Path folder, String subject, List<String> extensions) throws Exception {
        Path file = Files.createTempFile(folder, "store", ".p12");
        Files.delete(file);
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", ALIAS, "-keyalg", "EC"));
        command.addAll(List.of("-groupname", "secp256r1", "-dname", subject, "-validity", "2"));
        command.addAll(extensions);
        keytool(file, command);
        return new ClientCertificate(file);
    }

    private static String keytool(Path store, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }

    /** The certificate in a file. */
    public Path pem(Path folder) throws Exception {
        return Files.writeString(
                Files.createTempFile(folder, "certificate", ".pem"), X509CertUtils.toPEMString(certificate()));
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
