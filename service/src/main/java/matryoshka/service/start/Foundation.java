package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.caches.CacheMemory;

/**
 * What every feature stands on.
 *
 * @param memory for all caches together
 */
record Foundation(Environment environment, Workers workers, CacheMemory memory) {}
