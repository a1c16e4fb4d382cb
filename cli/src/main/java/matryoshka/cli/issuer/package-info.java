/** A running issuer over HTTP: where it is, who asks, and what it answers. */
@NullMarked
package matryoshka.cli.issuer;

import org.jspecify.annotations.NullMarked;
