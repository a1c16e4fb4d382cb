package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code keyEncryption} in {@code config.yml}: a key encryption key that is kept elsewhere. */
public final class KeyEncryptionSettings {
    @JsonProperty
    @NotNull
    @Valid
    private Vault vault = new Vault();

    @JsonProperty
    @NotNull
    @Valid
    private Pkcs11 pkcs11 = new Pkcs11();

    @JsonProperty
    @NotNull
    @Valid
    private AwsKms awsKms = new AwsKms();

    /** Returns whether one of these is configured. */
    public boolean isKeptElsewhere() {
        return vault.isUsed() || pkcs11.isUsed() || awsKms.isUsed();
    }

    public Vault vault() {
        return vault;
    }

    public Pkcs11 pkcs11() {
        return pkcs11;
    }

    public AwsKms awsKms() {
        return awsKms;
    }

    @JsonIgnore
    @ValidationMethod(message = "of vault, pkcs11 and awsKms only one can be set")
    public boolean isOne() {
        return Stream.of(vault.isUsed(), pkcs11.isUsed(), awsKms.isUsed())
                        .filter(used -> used)
                        .count()
                <= 1;
    }

    /** {@code vault}: a key in Vault's transit engine. */
    public static final class Vault {
        @JsonProperty
        @NotNull
        private String engine = "";

        @JsonProperty
        @NotNull
        private String key = "matryoshka";

        @JsonProperty
        @NotNull
        private String tokenFile = "";

        @JsonIgnore
        public boolean isUsed() {
            return !engine.isEmpty();
        }

        /** Returns the URL of the engine. */
        public URI engine() {
            return URI.create(engine);
        }

        public String key() {
            return key;
        }

        public Path tokenFile() {
            return Path.of(tokenFile);
        }

        @JsonIgnore
        @ValidationMethod(message = "engine must be an http(s) URL, and tokenFile must be set with it")
        public boolean isComplete() {
            boolean isSound = engine.matches("https?://[^/?#\\s]+(/[\\w.~-]+)+")
                    && key.matches("[\\w.~-]+")
                    && !tokenFile.isEmpty();
            return !isUsed() || isSound;
        }
    }

    /** {@code pkcs11}: an AES key in a security module. */
    public static final class Pkcs11 {
        @JsonProperty
        @NotNull
        private String library = "";

        @JsonProperty
        @Min(0)
        private int slotListIndex;

        @JsonProperty
        @NotNull
        private String key = "matryoshka";

        @JsonProperty
        @NotNull
        private String pinFile = "";

        @JsonIgnore
        public boolean isUsed() {
            return !library.isEmpty();
        }

        public Path library() {
            return Path.of(library);
        }

        public int slotListIndex() {
            return slotListIndex;
        }

        /** Returns the label of the key. */
        public String key() {
            return key;
        }

        public Path pinFile() {
            return Path.of(pinFile);
        }

        @JsonIgnore
        @ValidationMethod(message = "pinFile must be set with library")
        public boolean isComplete() {
            return !isUsed() || !pinFile.isEmpty();
        }
    }

    /** {@code awsKms}: a key in AWS Key Management Service. */
    public static final class AwsKms {
        @JsonProperty
        @NotNull
        private String keyId = "";

        @JsonProperty
        @NotNull
        @Pattern(regexp = "[a-z0-9-]*")
        private String region = "";

        @JsonProperty
        @NotNull
        @Pattern(
                regexp = "(https://[^/?#@\\s]+|http://(localhost|127\\.0\\.0\\.1):[0-9]+)?",
                message = "must be an https URL without a path")
        private String endpoint = "";

        @JsonIgnore
        public boolean isUsed() {
            return !keyId.isEmpty();
        }

        /** Returns the ARN or id of the key, or the ARN or name of an alias. */
        public String keyId() {
            return keyId;
        }

        /** Returns the region; empty for the one of the environment. */
        public Optional<String> region() {
            return Optional.of(region).filter(name -> !name.isEmpty());
        }

        /** Returns the endpoint; empty for the public one of the region. */
        public Optional<URI> endpoint() {
            return Optional.of(endpoint).filter(url -> !url.isEmpty()).map(URI::create);
        }
    }
}
