/**
 * Makes an application of Jakarta REST a resource server for Matryoshka's tokens, and puts the token for the next service on its calls.
 *
 * <p>Register a {@link matryoshka.jakarta.ResourceServerFeature} with the application, annotate resources with
 * {@link matryoshka.jakarta.RequiresScope}, and register a {@link matryoshka.jakarta.NextHopFilter} with the clients.
 */
@NullMarked
package matryoshka.jakarta;

import org.jspecify.annotations.NullMarked;
