/** The whole issuer, seen from outside. */
@NullMarked
package matryoshka.service.acceptance;

import org.jspecify.annotations.NullMarked;
