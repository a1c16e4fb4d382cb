/** The sample shop, and a demonstration of nested tokens. */
@NullMarked
package matryoshka.service.start.demo;

import org.jspecify.annotations.NullMarked;
