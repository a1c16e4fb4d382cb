/** Requests over HTTP to the shipped issuer: the real jar in a separate process, on loopback. */
@NullMarked
package matryoshka.benchmarks.http;

import org.jspecify.annotations.NullMarked;
