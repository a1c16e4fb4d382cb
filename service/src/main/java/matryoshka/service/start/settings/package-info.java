/** The sections of {@code config.yml}. */
@NullMarked
package matryoshka.service.start.settings;

import org.jspecify.annotations.NullMarked;
