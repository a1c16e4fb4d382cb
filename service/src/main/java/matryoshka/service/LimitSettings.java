package matryoshka.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.validation.DataSizeRange;
import jakarta.validation.constraints.NotNull;

/** {@code limits} in {@code config.yml}: the largest request bodies that are read. */
public final class LimitSettings {
    @JsonProperty
    @NotNull
    @DataSizeRange(min = 1, max = 16_384, unit = DataSizeUnit.KIBIBYTES)
    private DataSize formBytes = DataSize.kibibytes(64);

    @JsonProperty
    @NotNull
    @DataSizeRange(min = 1, max = 1_048_576, unit = DataSizeUnit.KIBIBYTES)
    private DataSize documentBytes = DataSize.mebibytes(48);

    /** Bytes of a form sent to an OAuth endpoint. */
    public int formBytes() {
        return Math.toIntExact(formBytes.toBytes());
    }

    /** Bytes of a document sent to the admin API. */
    public long documentBytes() {
        return documentBytes.toBytes();
    }
}
