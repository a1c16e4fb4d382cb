package matryoshka.service.platform.background;

import com.codahale.metrics.health.HealthCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Healthy while every worker is alive and has recently succeeded. */
public final class WorkersHealth extends HealthCheck {
    private final Workers workers;

    public WorkersHealth(Workers workers) {
        this.workers = workers;
    }

    @Override
    protected Result check() {
        List<WorkerState> states = workers.states();
        List<String> sick = states.stream()
                .filter(WorkerState::isSick)
                .map(WorkersHealth::complaint)
                .toList();
        ResultBuilder result = sick.isEmpty()
                ? Result.builder().healthy().withMessage(states.size() + " workers")
                : Result.builder().unhealthy().withMessage(String.join("; ", sick));
        states.forEach(state -> result.withDetail(state.name(), detail(state)));
        return result.build();
    }

    private static String complaint(WorkerState state) {
        return state.dead()
                ? state.name() + " has ended"
                : state.name() + " has not succeeded for "
                        + state.sinceSuccess().toSeconds() + " s";
    }

    private static Map<String, Object> detail(WorkerState state) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("healthy", !state.isSick());
        detail.put("since_success_ms", state.sinceSuccess().toMillis());
        detail.put("failures", state.failures());
        detail.put("restarts", state.restarts());
        return detail;
    }
}
