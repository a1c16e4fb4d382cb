package matryoshka.benchmarks.hops;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;

/** The code that verifies signatures: the JDK's, or the Amazon Corretto Crypto Provider's, which the library uses where it can. */
public enum Signatures {
    JDK,
    ACCP;

    /** The options of a JVM in which the library uses this code: the native provider looks for a library that is not there. */
    List<String> options() {
        return this == JDK ? List.of("-Dcom.amazon.corretto.crypto.provider.useExternalLib=true") : List.of();
    }

    void requireThatLibraryUses(SigningAlgorithm algorithm) {
        boolean isNative = SignatureProvider.fastest(new SecureRandom()).isNative(algorithm);
        if (isNative != (this == ACCP)) {
            throw new IllegalStateException("the library does not verify by " + this);
        }
    }

    static Provider nativeProvider() throws ReflectiveOperationException {
        return (Provider) Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider")
                .getField("INSTANCE")
                .get(null);
    }
}
