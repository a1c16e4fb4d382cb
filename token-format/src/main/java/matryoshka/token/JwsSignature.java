package matryoshka.token;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checks headers and signatures of what an issuer signed (RFC 8725). Thread-safe if its keys are. */
final class JwsSignature {
    private final Set<String> types;
    private final Function<String, Optional<VerificationKey>> keys;
    private final SignatureProvider provider;

    /**
     * @param types the accepted {@code typ} headers
     * @param keys the issuer's keys by {@code kid}
     */
    JwsSignature(Set<String> types, Function<String, Optional<VerificationKey>> keys, SignatureProvider provider) {
        this.types = types;
        this.keys = keys;
        this.provider = provider;
    }

    /** Returns what is wrong with it; empty if it is of one of the types and signed with one of the keys. */
    Optional<TokenFlaw> flaw(CompactJws jws) {
        String kid;
        String algorithm;
        try {
            ClaimReader header = ClaimReader.parse(jws.header);
            if (header.has("crit")) {
                return Optional.of(TokenFlaw.CRITICAL_HEADER);
            }
            if (!(header.members().get("typ") instanceof String type) || !types.contains(type)) {
                return Optional.of(TokenFlaw.WRONG_TYPE);
            }
            algorithm = header.text("alg");
            kid = header.text("kid");
        } catch (ClaimReader.Malformed e) {
            return Optional.of(TokenFlaw.MALFORMED);
        }
        Optional<VerificationKey> key = keys.apply(kid);
        if (key.isEmpty()) {
            return Optional.of(TokenFlaw.UNKNOWN_KEY);
        }
        if (!key.get().algorithm().joseName().equals(algorithm)) {
            return Optional.of(TokenFlaw.WRONG_ALGORITHM);
        }
        return jws.isSignedBy(key.get(), provider) ? Optional.empty() : Optional.of(TokenFlaw.BAD_SIGNATURE);
    }
}
