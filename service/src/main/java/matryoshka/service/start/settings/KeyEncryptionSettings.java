package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;

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

    /** Returns whether one of these is configured. */
    public boolean isKeptElsewhere() {
        return vault.isUsed() || pkcs11.isUsed();
    }

    public Vault vault() {
        return vault;
    }

    public Pkcs11 pkcs11() {
        return pkcs11;
    }

    @JsonIgnore
    @ValidationMethod(message = "vault and pkcs11 cannot both be set")
    public boolean isOne() {
        return !vault.isUsed() || !pkcs11.isUsed();
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
}
