@NullMarked
package matryoshka.service.tokens.grants;

import org.jspecify.annotations.NullMarked;
