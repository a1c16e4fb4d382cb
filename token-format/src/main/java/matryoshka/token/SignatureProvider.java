package matryoshka.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the code that makes and verifies signatures: the native Amazon Corretto Crypto Provider if it loads and agrees with the JDK in
 * both directions, else the JDK. Never installed for the whole process. Thread-safe.
 */
public final class SignatureProvider {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private final @Nullable Provider candidate;
    private final SecureRandom random;
    private final Map<SigningAlgorithm, Optional<Provider>> checked = new ConcurrentHashMap<>();

    private SignatureProvider(@Nullable Provider candidate, SecureRandom random) {
        this.candidate = candidate;
        this.random = random;
    }

    /** Uses the native provider for each algorithm that passes its check, else the JDK. Each algorithm is checked on first use. */
    public static SignatureProvider fastest(SecureRandom random) {
        return new SignatureProvider(
                CorrettoProvider.find(SignatureProvider.class.getClassLoader()).orElse(null), random);
    }

    /** Uses the JDK's own signatures. */
    public static SignatureProvider jdk(SecureRandom random) {
        return new SignatureProvider(null, random);
    }

    /** Returns whether native code signs. */
    public boolean isNative(SigningAlgorithm algorithm) {
        return provider(algorithm) != null;
    }

    /** Returns one sentence for the log at startup: which code signs, and what that means. */
    public String description(SigningAlgorithm algorithm) {
        Provider provider = provider(algorithm);
        if (provider != null) {
            return "%s %s signs %s in native code%s."
                    .formatted(
                            provider.getName(),
                            provider.getVersionStr(),
                            algorithm,
                            isRsa(algorithm) ? ", but RSA signatures stay slow" : "");
        }
        return "The JDK signs %s, since there is no working native provider on the class path; %s."
                .formatted(
                        algorithm,
                        isRsa(algorithm)
                                ? "RSA signatures are slow with either"
                                : "expect hundreds of signatures per second and core instead of tens of thousands");
    }

    Signature signing(SigningKey key) throws GeneralSecurityException {
        Signature signature = key.algorithm().verification().signature(provider(key.algorithm()));
        signature.initSign(key.privateKey(), random);
        return signature;
    }

    /** Returns the native provider if it can be used for this algorithm; null for the JDK. */
    @Nullable
    Provider provider(SigningAlgorithm algorithm) {
        return checked.computeIfAbsent(
                        algorithm, a -> Optional.ofNullable(candidate).filter(provider -> agreesWithJdk(a, provider)))
                .orElse(null);
    }

    private boolean agreesWithJdk(SigningAlgorithm algorithm, Provider provider) {
        try {
            KeyPair pair = algorithm.generate(random);
            return verifies(algorithm, provider, null, pair) && verifies(algorithm, null, provider, pair);
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** Returns whether one provider verifies what another signs; null is the JDK. */
    static boolean verifies(
            SigningAlgorithm algorithm, @Nullable Provider signs, @Nullable Provider verifies, KeyPair pair)
            throws GeneralSecurityException {
        Signature signature = algorithm.verification().signature(signs);
        signature.initSign(pair.getPrivate());
        signature.update(PROBE);
        byte[] signed = signature.sign();
        return algorithm.verification().verifies(pair.getPublic(), PROBE, signed, verifies);
    }

    private static boolean isRsa(SigningAlgorithm algorithm) {
        return algorithm == SigningAlgorithm.RS256 || algorithm == SigningAlgorithm.PS256;
    }
}
