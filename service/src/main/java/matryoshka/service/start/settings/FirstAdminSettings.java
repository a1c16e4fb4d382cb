package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.platform.files.FileSetupException;
import matryoshka.service.platform.oauth.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code firstAdmin} in {@code config.yml}: the secret of the first admin client, where it is given. */
public final class FirstAdminSettings {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdminSettings.class);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    /** RFC 6749 appendix A.2. */
    private static final Pattern SECRET = Pattern.compile("[\\x20-\\x7E]+");

    private static final int ENOUGH_CHARS = 32;

    @JsonProperty
    @NotNull
    private String secretFile = "";

    @JsonProperty
    @NotNull
    private String secretHash = "";

    /**
     * The hash of the secret; empty when the issuer is to make one.
     *
     * @throws FileSetupException when the file cannot be read, or holds no secret
     */
    public Optional<SecretHash> secret() {
        if (!secretHash.isEmpty()) {
            return Optional.of(SecretHash.stored(HexFormat.of().parseHex(secretHash)));
        }
        return secretFile.isEmpty() ? Optional.empty() : Optional.of(SecretHash.of(read(Path.of(secretFile))));
    }

    private static Secret read(Path file) {
        String secret;
        try {
            secret = Files.readString(file, StandardCharsets.US_ASCII).stripTrailing();
        } catch (IOException unreadable) {
            throw new FileSetupException("The first admin client's secret cannot be read from " + file + ": "
                    + unreadable.getClass().getSimpleName() + ".");
        }
        if (!SECRET.matcher(secret).matches()) {
            throw new FileSetupException("The file " + file
                    + " must hold the first admin client's secret: one line of printable ASCII characters.");
        }
        if (secret.length() < ENOUGH_CHARS) {
            LOG.warn(
                    "The secret in {} has fewer than {} characters. Make one that nobody can guess, such as `openssl rand -hex 32` prints.",
                    file,
                    ENOUGH_CHARS);
        }
        return Secret.of(secret);
    }

    @JsonIgnore
    @ValidationMethod(message = "secretFile and secretHash exclude each other")
    public boolean isOneSecret() {
        return secretFile.isEmpty() || secretHash.isEmpty();
    }

    @JsonIgnore
    @ValidationMethod(message = "secretHash must be the SHA-256 of the secret, 64 hexadecimal digits")
    public boolean isHash() {
        return secretHash.isEmpty() || SHA_256.matcher(secretHash).matches();
    }
}
