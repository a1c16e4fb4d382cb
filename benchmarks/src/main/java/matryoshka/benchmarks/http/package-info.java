/** Requests over HTTP to the issuer as it is shipped: the real jar in a process of its own, on loopback. */
@NullMarked
package matryoshka.benchmarks.http;

import org.jspecify.annotations.NullMarked;
