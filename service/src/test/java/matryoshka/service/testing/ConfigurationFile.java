package matryoshka.service.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The configuration file of an issuer under test. */
final class ConfigurationFile {
    private static final String SHIPPED = "../config.yml";
    private static final String ISSUERS = "trustedIssuers";

    private ConfigurationFile() {}

    /** The shipped file; or a copy with trusted issuers in it, taken from the settings: a list cannot be changed by key. */
    static String take(Map<String, String> settings, Path folder) {
        String issuers = settings.remove(ISSUERS);
        if (issuers == null) {
            return SHIPPED;
        }
        try {
            String changed = Files.readString(Path.of(SHIPPED)).replace(ISSUERS + ": []", ISSUERS + ": " + issuers);
            return Files.writeString(folder.resolve("config.yml"), changed).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
