package matryoshka.token;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds the Amazon Corretto Crypto Provider, if it is on the class path and its native library loads here. The jars of its platforms hold
 * the same names, so that whichever is first hides the others; each is therefore tried in a class loader of its own as well.
 */
final class CorrettoProvider {
    private static final String PACKAGE = "com/amazon/corretto/crypto/provider/";
    private static final String CLASS = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String LIBRARY = PACKAGE + System.mapLibraryName("amazonCorrettoCryptoProvider");

    private CorrettoProvider() {}

    static Optional<Provider> find(ClassLoader classes) {
        return load(classes)
                .or(() -> jars(classes).stream()
                        // Never closed: the provider lives as long as the process.
                        .map(jar -> load(new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<Provider> load(ClassLoader classes) {
        try {
            Class<?> type = Class.forName(CLASS, true, classes);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            Object loadingError = type.getMethod("getLoadingError").invoke(provider);
            return loadingError == null ? Optional.of(provider) : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static List<URL> jars(ClassLoader classes) {
        List<URL> jars = new ArrayList<>();
        try {
            for (URL library : Collections.list(classes.getResources(LIBRARY))) {
                if (library.openConnection() instanceof JarURLConnection jar) {
                    jars.add(jar.getJarFileURL());
                }
            }
        } catch (IOException e) {
            // Then none can be loaded, and the JDK signs.
            return List.of();
        }
        return jars;
    }
}
