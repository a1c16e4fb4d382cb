/** Access to a running issuer over HTTP: its URL, credentials and responses. */
@NullMarked
package matryoshka.cli.issuer;

import org.jspecify.annotations.NullMarked;
