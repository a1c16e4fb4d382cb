@NullMarked
package matryoshka.service.planning.minting;

import org.jspecify.annotations.NullMarked;
