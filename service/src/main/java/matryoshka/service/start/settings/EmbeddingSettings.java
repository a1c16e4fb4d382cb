package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import matryoshka.service.planning.minting.EmbeddingFormat;
import matryoshka.token.EmbeddingForm;

/** {@code embedding} in {@code config.yml}: how a token carries the tokens nested in it. */
public final class EmbeddingSettings {
    @JsonProperty
    @NotNull
    private EmbeddingForm form = EmbeddingForm.PACKED;

    @JsonProperty
    private boolean encryptByDefault = false;

    @JsonProperty
    private boolean compressEncrypted = false;

    /** Returns the form, which embedded tokens are encrypted, and whether these are compressed. */
    public EmbeddingFormat format() {
        return new EmbeddingFormat(form, encryptByDefault, compressEncrypted);
    }
}
