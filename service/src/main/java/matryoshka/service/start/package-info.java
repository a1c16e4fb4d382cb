/** The startup of an issuer: database, keys, first admin client, first snapshot. */
@NullMarked
package matryoshka.service.start;

import org.jspecify.annotations.NullMarked;
