package matryoshka.service.platform.audit;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import matryoshka.service.platform.background.Worker;
import matryoshka.service.platform.background.Workers;

/** Regularly logs how many lines about refusals were omitted. */
public final class ReportRefusals implements Managed {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AuditLog audit;
    private final Worker worker;

    public ReportRefusals(AuditLog audit, Workers workers) {
        this.audit = audit;
        this.worker = workers.worker("report-refusals", MAX_SILENCE);
    }

    @Override
    public void start() {
        worker.every(INTERVAL, audit::reportOmitted);
    }

    @Override
    public void stop() throws InterruptedException {
        worker.stop(PATIENCE);
    }
}
