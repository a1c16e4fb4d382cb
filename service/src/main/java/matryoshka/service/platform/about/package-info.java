/** What people read about this issuer when they open it in a browser. */
@NullMarked
package matryoshka.service.platform.about;

import org.jspecify.annotations.NullMarked;
