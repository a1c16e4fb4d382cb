@NullMarked
package matryoshka.service.revocation;

import org.jspecify.annotations.NullMarked;
