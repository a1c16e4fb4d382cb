/** The sample shop and a look at the main job. */
@NullMarked
package matryoshka.service.start.demo;

import org.jspecify.annotations.NullMarked;
