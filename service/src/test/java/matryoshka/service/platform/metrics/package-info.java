@NullMarked
package matryoshka.service.platform.metrics;

import org.jspecify.annotations.NullMarked;
