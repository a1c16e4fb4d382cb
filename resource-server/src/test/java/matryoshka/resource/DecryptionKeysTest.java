package matryoshka.resource;

import static matryoshka.resource.Shop.ORDERS;
import static matryoshka.resource.Shop.PAYMENTS;
import static matryoshka.resource.Shop.missing;
import static matryoshka.resource.Shop.present;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.resource.testing.PlayedCertificates;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service reads its private keys from where they are kept, and opens what is encrypted to them and nothing else. */
class DecryptionKeysTest {
    private static final Shop SHOP = new Shop();
    private static final ResourceServer PAYMENTS_SERVER =
            SHOP.service("payments", PAYMENTS).build();
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** A private JWK, and the same key as the Java platform has it. */
    record Key(JWK jwk, PrivateKey privateKey) {
        @Override
        public String toString() {
            return jwk.getKeyID();
        }
    }

    @TempDir
    Path folder;

    static List<Key> keys() throws JOSEException, GeneralSecurityException {
        ECKey ec = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        return List.of(new Key(ec, ec.toPrivateKey()), new Key(rsa, rsa.toPrivateKey()), x25519("x25519"));
    }

    @AfterAll
    static void close() {
        PAYMENTS_SERVER.close();
        SHOP.close();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_is_read_from_a_file_of_any_kind(Key key) throws Exception {
        Path jwk = write("key.json", key.jwk().toJSONString());
        Path set = write("keys.json", new JWKSet(List.of(stranger(), key.jwk())).toString(false));
        Path pem = write("key.pem", pem(stranger()) + pem(key));
        Path pkcs12 = pkcs12(key.privateKey());

        assertOpens(DecryptionKeys.read(jwk), key);
        assertOpens(DecryptionKeys.read(set), key);
        assertOpens(DecryptionKeys.read(pem), key);
        assertOpens(DecryptionKeys.readPkcs12(pkcs12, PASSWORD), key);
    }

    @Test
    void a_callback_decrypts_with_a_key_that_is_kept_elsewhere() throws Exception {
        Key key = x25519("kept-elsewhere");
        DecryptionKeys elsewhere = DecryptionKeys.of(List.of(key.jwk()));
        List<String> asked = new ArrayList<>();

        assertOpens(
                compact -> {
                    asked.add(compact);
                    return elsewhere.decrypt(compact);
                },
                key);
        assertThat(asked).hasSize(1);
    }

    @Test
    void while_a_key_is_rotated_tokens_to_both_are_opened() throws Exception {
        Key former = x25519("o1");
        Key next = x25519("o2");
        DecryptionKeys both = DecryptionKeys.of(List.of(former.jwk(), next.jwk()));

        assertOpens(both, former);
        assertOpens(both, next);
        assertThat(both).hasToString("2 decryption keys");
    }

    @Test
    void a_key_is_used_only_for_tokens_that_name_it_or_none() throws Exception {
        Key key = x25519("o1");
        JWK renamed =
                new OctetKeyPair.Builder((OctetKeyPair) key.jwk()).keyID("o2").build();
        JWK nameless =
                new OctetKeyPair.Builder((OctetKeyPair) key.jwk()).keyID(null).build();

        assertThat(opens(DecryptionKeys.of(List.of(renamed)), key)).isFalse();
        assertThat(opens(DecryptionKeys.of(List.of(nameless)), key)).isTrue();
    }

    @Test
    void a_token_to_another_service_is_not_opened() throws Exception {
        Key key = x25519("same-name");

        assertThat(opens(DecryptionKeys.of(List.of(x25519("same-name").jwk())), key))
                .isFalse();
    }

    @Test
    void a_file_without_usable_keys_is_refused_and_not_quoted() throws Exception {
        JWK own = x25519("secret").jwk();
        Map<Path, String> flaws = new TreeMap<>(Map.of(
                folder.resolve("nowhere"), "cannot be read",
                write("empty", ""), "has no private keys",
                write("broken.json", own.toJSONString().substring(1)), "has no private keys",
                write("cut.json", "{" + own.toJSONString()), "has no private keys",
                write("public.json", own.toPublicJWK().toJSONString()), "not private",
                write("no.json", "{\"keys\": []}"), "has no private keys",
                write("sec1.pem", pem("EC PRIVATE KEY", new byte[9])), "openssl pkcs8",
                write("hush.pem", pem("PRIVATE KEY", new byte[9])), "not private",
                write("long", "x".repeat((1 << 20) + 1)), "longer"));

        flaws.forEach((file, flaw) -> assertThatThrownBy(() -> DecryptionKeys.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(flaw)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining(((OctetKeyPair) own).getD().toString())
                .hasNoCause());
    }

    @Test
    void a_pkcs12_file_with_another_password_is_refused() throws Exception {
        Path file = pkcs12(x25519("o1").privateKey());

        assertThatThrownBy(() -> DecryptionKeys.readPkcs12(file, "another".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its password is another")
                .hasMessageNotContaining("changeit")
                .hasNoCause();
        assertThatThrownBy(() -> DecryptionKeys.readPkcs12(write("text", "x"), PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause();
    }

    private static void assertOpens(TokenDecryption decryption, Key key) {
        assertThat(opens(decryption, key)).isTrue();
    }

    /** Lets a service find the token for the next one, which accepts it, in a token with the next one's encrypted to a key. */
    private static boolean opens(TokenDecryption decryption, Key key) {
        Map<String, String> publicKey = new TreeMap<>();
        key.jwk().toPublicJWK().toJSONObject().forEach((name, value) -> publicKey.put(name, String.valueOf(value)));
        String token = SHOP.issuer.mint(PlayedToken.of(ORDERS, "web-shop", "orders:place")
                .embedding(PlayedToken.of(PAYMENTS, "orders", "payments:charge").encryptedTo(publicKey)));
        try (ResourceServer server = SHOP.orders().decryption(decryption).build()) {
            ReceivedToken received = present(server, token);
            try {
                return present(PAYMENTS_SERVER, received.tokenFor("payments").value())
                        .clientId()
                        .equals("orders");
            } catch (NoTokenException none) {
                assertThat(none.reason()).isEqualTo(NoTokenException.Reason.NOT_CONFIGURED);
                assertThat(missing(() -> received.tokenFor("payments"))).hasMessageContaining("encrypted to a key");
                return false;
            }
        }
    }

    private static JWK stranger() throws GeneralSecurityException {
        return x25519("stranger").jwk();
    }

    private static Key x25519(String kid) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        JWK jwk = new OctetKeyPair.Builder(Curve.X25519, last32(pair.getPublic().getEncoded()))
                .d(last32(pair.getPrivate().getEncoded()))
                .keyID(kid)
                .build();
        return new Key(jwk, pair.getPrivate());
    }

    private static Base64URL last32(byte[] encoded) {
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String pem(Key key) {
        return pem("PRIVATE KEY", key.privateKey().getEncoded());
    }

    private static String pem(JWK stranger) {
        byte[] prefix = Base64.getDecoder().decode("MC4CAQAwBQYDK2VuBCIEIA==");
        byte[] d = ((OctetKeyPair) stranger).getDecodedD();
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + d.length);
        System.arraycopy(d, 0, encoded, prefix.length, d.length);
        return pem("PRIVATE KEY", encoded);
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(encoded)
                + "\n-----END " + label + "-----\n";
    }

    private Path pkcs12(PrivateKey key) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, PASSWORD, new Certificate[] {PlayedCertificates.ONE});
        Path file = folder.resolve("keys.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }
}
