package matryoshka.token;

import java.security.Provider;
import java.util.Optional;

/** Finds the Amazon Corretto Crypto Provider, if it is on the class path and its native library loads here. */
final class CorrettoProvider {
    private static final String CLASS = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private CorrettoProvider() {}

    static Optional<Provider> find(ClassLoader classes) {
        try {
            Class<?> type = Class.forName(CLASS, true, classes);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            Object loadingError = type.getMethod("getLoadingError").invoke(provider);
            return loadingError == null ? Optional.of(provider) : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError notHere) {
            return Optional.empty();
        }
    }
}
