package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import matryoshka.service.platform.audit.AuditFormat;

/** {@code audit} in {@code config.yml}: how the audit log is written. */
public final class AuditSettings {
    private enum Format {
        TEXT,
        JSON
    }

    @JsonProperty
    @NotNull
    private Format format = Format.TEXT;

    /** Returns whether each line is a JSON object; else it is words for people. */
    public boolean isJson() {
        return format == Format.JSON;
    }

    /** Returns how to write it. */
    public AuditFormat format(Clock clock) {
        return isJson() ? AuditFormat.json(clock) : AuditFormat.text();
    }
}
