/**
 * Makes a Spring Boot service a resource server for Matryoshka's tokens, and puts the token for the next service on its calls.
 *
 * <p>Needs two properties, {@code matryoshka.issuer} and {@code matryoshka.audience}; see
 * {@link matryoshka.spring.MatryoshkaProperties} for the others. The principal of a request is the
 * {@link matryoshka.resource.ReceivedToken}, its authorities are the scopes with the prefix {@code SCOPE_}. Every {@code RestClient} and
 * {@code WebClient} made by Spring Boot's builders presents the right token to each service that the graph lists, and none to others.
 *
 * <p>An application with a {@code SecurityFilterChain} of its own applies {@link matryoshka.spring.ResourceServerConfigurer} to it.
 */
@NullMarked
package matryoshka.spring;

import org.jspecify.annotations.NullMarked;
