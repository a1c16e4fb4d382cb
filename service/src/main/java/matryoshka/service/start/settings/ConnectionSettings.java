package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.DataSizeRange;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import matryoshka.service.platform.connections.BodyLimits;
import matryoshka.service.platform.connections.ConnectionLimits;

/** {@code connections} in {@code config.yml}: what the peers of connections may use of the server. */
public final class ConnectionSettings {
    @JsonProperty
    @Min(1)
    private int max = 4_096;

    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.SECONDS)
    private Duration headTime = Duration.seconds(10);

    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
    private Duration bodyTime = Duration.seconds(5);

    @JsonProperty
    @NotNull
    @DataSizeRange(min = 1, max = 1_048_576, unit = DataSizeUnit.KIBIBYTES)
    private DataSize unfinishedBodies = DataSize.mebibytes(32);

    @JsonProperty
    @NotNull
    @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
    private Duration documentTime = Duration.minutes(1);

    @JsonProperty
    @Min(1)
    private int documents = 8;

    @JsonProperty
    @Min(1)
    private int documentsPerClient = 4;

    @JsonProperty
    @Min(1)
    private int slowAnswers = 48;

    /**
     * Returns the limits that protect the server.
     *
     * @param formBytes the longest body that is read before its request gets a thread
     */
    public ConnectionLimits limits(int formBytes) {
        BodyLimits bodies = new BodyLimits(
                formBytes, bodyTime.toJavaDuration(), unfinishedBodies.toBytes(), documentTime.toJavaDuration());
        return new ConnectionLimits(max, headTime.toJavaDuration(), bodies, slowAnswers);
    }

    /** Returns how many bodies longer than a form are read at once. */
    public int documents() {
        return documents;
    }

    /** Returns how many of them one client may send. */
    public int documentsPerClient() {
        return documentsPerClient;
    }
}
