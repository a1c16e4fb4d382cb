/** {@code matryoshka clients} and {@code matryoshka issuers}: what is registered with the issuer, in commands that are alike. */
@NullMarked
package matryoshka.cli.registry;

import org.jspecify.annotations.NullMarked;
