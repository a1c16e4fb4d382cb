/** A service, as its team would write it, in the clothes of Dropwizard and of plain Jersey. */
@NullMarked
package matryoshka.jakarta.shop;

import org.jspecify.annotations.NullMarked;
