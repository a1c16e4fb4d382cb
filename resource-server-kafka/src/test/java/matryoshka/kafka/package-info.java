@NullMarked
package matryoshka.kafka;

import org.jspecify.annotations.NullMarked;
