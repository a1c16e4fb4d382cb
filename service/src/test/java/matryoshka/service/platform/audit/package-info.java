@NullMarked
package matryoshka.service.platform.audit;

import org.jspecify.annotations.NullMarked;
