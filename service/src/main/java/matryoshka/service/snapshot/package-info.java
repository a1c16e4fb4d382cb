/** The issuer's state at one moment: graph, clients and keys, in memory and immutable. */
@NullMarked
package matryoshka.service.snapshot;

import org.jspecify.annotations.NullMarked;
