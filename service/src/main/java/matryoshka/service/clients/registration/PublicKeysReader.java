package matryoshka.service.clients.registration;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.json.PrivateJwkMembers;
import matryoshka.token.RsaKeySizes;
import org.jspecify.annotations.Nullable;

/** Reads the member {@code jwks}: a JWK set (RFC 7517 §5) with only usable public keys. */
public final class PublicKeysReader {
    private static final String KEYS = "/jwks/keys";
    private static final int MAX_KEYS = 10;

    private final List<Violation> violations;

    private PublicKeysReader(List<Violation> violations) {
        this.violations = violations;
    }

    /** Returns the set as JSON text; null if it is absent or was reported. */
    public static @Nullable String read(ObjectCursor registration, List<Violation> violations) {
        ObjectCursor set = registration.object("jwks");
        if (set == null || !set.requires("keys")) {
            return null;
        }
        set.refuseOthers();
        Map<String, Object> values = set.values();
        return new PublicKeysReader(violations).areUsable(values.get("keys")) ? StoredJson.print(values) : null;
    }

    private boolean areUsable(@Nullable Object keys) {
        if (!(keys instanceof List<?> list) || list.isEmpty() || list.size() > MAX_KEYS) {
            return report(KEYS, "key", "This must be a list of 1 to " + MAX_KEYS + " keys.");
        }
        boolean usable = true;
        for (int index = 0; index < list.size(); index++) {
            usable &= isUsable(list.get(index), KEYS + "/" + index);
        }
        return usable;
    }

    private boolean isUsable(Object key, String pointer) {
        Map<String, Object> members = new HashMap<>();
        if (key instanceof Map<?, ?> object) {
            object.forEach((name, value) -> members.put((String) name, value));
        }
        TreeSet<String> secret = new TreeSet<>(members.keySet());
        secret.retainAll(PrivateJwkMembers.NAMES);
        secret.forEach(name -> report(
                pointer + "/" + name,
                "private-key",
                "This member is private: the key is now exposed. Replace it, and register only the new public part."));
        if (!secret.isEmpty()) {
            return false;
        }
        if (members.get("key_ops") instanceof List<?> operations && operations.isEmpty()) {
            return report(
                    pointer + "/key_ops",
                    "empty",
                    "This must have at least one entry; omit \"key_ops\" if there is no restriction.");
        }
        return isPublicKey(members)
                || report(
                        pointer,
                        "key",
                        "This must be a public key: EC, OKP, or RSA of " + RsaKeySizes.REGISTERED.range() + ".");
    }

    private static boolean isPublicKey(Map<String, Object> members) {
        try {
            JWK key = JWK.parse(members);
            KeyType type = key.getKeyType();
            return type.equals(KeyType.EC)
                    || type.equals(KeyType.OKP)
                    || (type.equals(KeyType.RSA) && RsaKeySizes.REGISTERED.accept(key.size()));
        } catch (ParseException | IllegalArgumentException | IllegalStateException unusable) {
            return false;
        }
    }

    private boolean report(String pointer, String rule, String message) {
        violations.add(new Violation(pointer, rule, message));
        return false;
    }
}
