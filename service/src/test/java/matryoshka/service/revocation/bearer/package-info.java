@NullMarked
package matryoshka.service.revocation.bearer;

import org.jspecify.annotations.NullMarked;
