/** A real Kafka broker in this process, for tests. */
@NullMarked
package matryoshka.kafka.testing;

import org.jspecify.annotations.NullMarked;
