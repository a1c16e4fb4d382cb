package matryoshka.resource;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.token.TokenDecrypter;

/** Reads private keys from files. No message quotes what is in them. */
final class KeyFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "X25519");

    private KeyFile() {}

    /** Reads a JWK, a JWK set or PEM. */
    static List<TokenDecrypter> read(Path file) {
        String text = new String(bytes(file), StandardCharsets.UTF_8).strip();
        try {
            return text.startsWith("{") ? jwks(file, text) : pem(file, text);
        } catch (Refused refused) {
            throw refused;
        } catch (ParseException | RuntimeException unreadable) {
            // Without the cause, which may quote the keys.
            throw refused(file, "has no private keys: a JWK, a JWK set or PEM (PKCS#8).");
        }
    }

    private static List<TokenDecrypter> jwks(Path file, String text) throws ParseException {
        JWKSet set = text.contains("\"keys\"") ? JWKSet.parse(text) : new JWKSet(JWK.parse(text));
        return decrypters(
                file, set.getKeys().stream().map(key -> taken(file, key)).toList());
    }

    private static List<TokenDecrypter> pem(Path file, String text) {
        List<TokenDecrypter> keys = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            if (!block.group(1).equals("PRIVATE KEY")) {
                throw refused(
                        file,
                        "has a block '" + block.group(1)
                                + "'. Convert it with: openssl pkcs8 -topk8 -nocrypt -in <file>, or use PKCS#12.");
            }
            keys.add(taken(file, pkcs8(file, Base64.getMimeDecoder().decode(block.group(2)))));
        }
        return decrypters(file, keys);
    }

    private static PrivateKey pkcs8(Path file, byte[] encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException another) {
                // The key factory of another algorithm may read it.
            }
        }
        throw unsupported(file);
    }

    /** Reads all private keys of a PKCS#12 file. */
    static List<TokenDecrypter> readPkcs12(Path file, char[] password) {
        List<TokenDecrypter> keys = new ArrayList<>();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes(file)), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
                    keys.add(taken(file, key));
                }
            }
        } catch (GeneralSecurityException | IOException unreadable) {
            throw refused(file, "is no PKCS#12 file, or its password is another.");
        }
        return decrypters(file, keys);
    }

    private static TokenDecrypter taken(Path file, JWK key) {
        try {
            return TokenDecrypter.of(key);
        } catch (IllegalArgumentException other) {
            throw unsupported(file);
        }
    }

    private static TokenDecrypter taken(Path file, PrivateKey key) {
        try {
            return TokenDecrypter.of(key);
        } catch (IllegalArgumentException other) {
            throw unsupported(file);
        }
    }

    private static List<TokenDecrypter> decrypters(Path file, List<TokenDecrypter> keys) {
        if (keys.isEmpty()) {
            throw refused(file, "has no private keys.");
        }
        return keys;
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw refused(file, "is longer than " + MAX_BYTES + " bytes.");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw refused(file, "cannot be read.");
        }
    }

    private static Refused unsupported(Path file) {
        return refused(file, "has a key that is not private, or not RSA, X25519, or EC on P-256, P-384 or P-521.");
    }

    private static Refused refused(Path file, String flaw) {
        return new Refused("The key file '" + file + "' " + flaw);
    }

    private static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
