package matryoshka.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.validation.DataSizeRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** {@code limits} in {@code config.yml}: what requests may send, and how much memory caches may fill. */
public final class LimitSettings {
    @JsonProperty
    @NotNull
    @DataSizeRange(min = 1, max = 16_384, unit = DataSizeUnit.KIBIBYTES)
    private DataSize formBytes = DataSize.kibibytes(64);

    @JsonProperty
    @NotNull
    @DataSizeRange(min = 1, max = 1_048_576, unit = DataSizeUnit.KIBIBYTES)
    private DataSize documentBytes = DataSize.mebibytes(48);

    @JsonProperty
    @Min(1)
    @Max(25)
    private int cacheHeapPercent = 25;

    /** Bytes of a form sent to an OAuth endpoint. */
    public int formBytes() {
        return Math.toIntExact(formBytes.toBytes());
    }

    /** Bytes of a document sent to the admin API. */
    public long documentBytes() {
        return documentBytes.toBytes();
    }

    /** The part of the heap that all caches together may fill. */
    public int cacheHeapPercent() {
        return cacheHeapPercent;
    }
}
