package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.validation.DataSizeRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import matryoshka.service.platform.json.ElementLimits;

/** {@code limits} in {@code config.yml}: what requests may send, and how much memory caches may use. */
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

    @JsonProperty
    @Min(1)
    private int graphServices = 100_000;

    @JsonProperty
    @Min(1)
    private int graphDependencies = 1_000_000;

    @JsonProperty
    @Min(1)
    private int graphInvariants = 1_000;

    @JsonProperty
    @Min(1)
    private int graphValues = 10_000_000;

    @JsonProperty
    @Min(1)
    @Max(75)
    private int documentHeapPercent = 50;

    /** Returns the maximum bytes of a form sent to an OAuth endpoint. */
    public int formBytes() {
        return Math.toIntExact(formBytes.toBytes());
    }

    /** Returns the maximum bytes of a document sent to the admin API. */
    public long documentBytes() {
        return documentBytes.toBytes();
    }

    /** Returns how much a graph, or a request that changes it, may contain. */
    public ElementLimits elements() {
        return new ElementLimits(graphServices, graphDependencies, graphInvariants, graphValues);
    }

    /** Returns the percentage of the heap in which documents are read, checked and written. */
    public int documentHeapPercent() {
        return documentHeapPercent;
    }

    /** Returns the percentage of the heap that all caches together may use. */
    public int cacheHeapPercent() {
        return cacheHeapPercent;
    }
}
