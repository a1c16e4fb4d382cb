package matryoshka.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packed tokens that somebody else wrote: what they unpack to, and others that must be refused. */
final class PackedVectors {
    private static final Map<String, Object> FILE = read();

    /** @param embedded the compact tokens that the token embeds; empty for one that must be refused */
    record Vector(String name, String token, List<String> embedded) {
        @Override
        public String toString() {
            return name;
        }
    }

    private PackedVectors() {}

    static List<Vector> cases() {
        return vectors("cases");
    }

    static List<Vector> refused() {
        return vectors("refused");
    }

    static Vector forged() {
        return vectors("forged").get(0);
    }

    /** The key that signed them all. */
    static VerificationKey key() {
        try {
            JWKSet keys = JWKSet.parse(JSONObjectUtils.getJSONObject(FILE, "keys"));
            return VerificationKey.of(keys.getKeys().get(0)).orElseThrow();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Vector> vectors(String kind) {
        try {
            return Arrays.stream(JSONObjectUtils.getJSONObjectArray(FILE, kind))
                    .map(PackedVectors::vector)
                    .toList();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Vector vector(Map<String, Object> json) {
        try {
            return new Vector(
                    JSONObjectUtils.getString(json, "name"),
                    JSONObjectUtils.getString(json, "token"),
                    Optional.ofNullable(JSONObjectUtils.getStringList(json, "embedded"))
                            .orElse(List.of()));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> read() {
        try (InputStream file = PackedVectors.class.getResourceAsStream("packed.json")) {
            if (file == null) {
                throw new AssertionError("packed.json is missing");
            }
            return JSONObjectUtils.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
