package matryoshka.service.graph.publish;

import java.time.Duration;

/**
 * Bounds on measuring the impact of a change.
 *
 * @param time the maximum duration
 * @param entries the maximum number of plans, and of new reach, to report
 */
public record ImpactBounds(Duration time, int entries) {}
