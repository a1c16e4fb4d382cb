@NullMarked
package matryoshka.service.minting;

import org.jspecify.annotations.NullMarked;
