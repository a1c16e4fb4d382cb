/** {@code matryoshka clients} and {@code matryoshka issuers}: similar commands for the issuer's registrations. */
@NullMarked
package matryoshka.cli.registry;

import org.jspecify.annotations.NullMarked;
