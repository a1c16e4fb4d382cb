package matryoshka.service.graph.publish;

import java.time.Duration;

/**
 * How much of a change's impact is measured.
 *
 * @param time that it may take
 * @param entries so many plans, and so much new reach, are told
 */
public record ImpactBounds(Duration time, int entries) {}
