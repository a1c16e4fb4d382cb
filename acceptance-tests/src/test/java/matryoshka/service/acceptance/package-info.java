/** The whole issuer, tested from outside. */
@NullMarked
package matryoshka.service.acceptance;

import org.jspecify.annotations.NullMarked;
