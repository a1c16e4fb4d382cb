/**
 * For services that receive Matryoshka's tokens: verifies them, and gives the right token for each service that is called next.
 *
 * <pre>{@code
 * try (ResourceServer server = ResourceServer.builder()
 *         .issuer(URI.create("https://tokens.shop.example"))
 *         .audience("https://orders.shop.example")
 *         .credentials(ClientCredentials.secret("orders", secret))
 *         .build()) {
 *     ReceivedToken received = server.verify(PresentedToken.ofAuthorization(authorizationHeaders));
 *     received.requireScopes("orders:place");
 *     NextHopToken next = received.tokenFor("payments");
 *     next.headers("POST", chargeUrl).forEach(request::setHeader);
 * }
 * }</pre>
 *
 * <p>Make one {@link matryoshka.resource.ResourceServer} at start and share it. A request that
 * {@link matryoshka.resource.ResourceServer#verify verify} refuses ends with a {@link matryoshka.resource.RefusedException}, which says how
 * to answer: status and headers. An accepted one is a {@link matryoshka.resource.ReceivedToken}: it says for whom, by whom and with which
 * scopes this service is called, and {@code tokenFor} gives the token for the next call, by the service's name, its audience or the URL.
 * If there is none, {@link matryoshka.resource.NoTokenException} says what is missing.
 *
 * <p>How tokens stand in today's graph, whom this service may call and where, and the issuer's keys are fetched in the background.
 * {@link matryoshka.resource.StatusPolicy} says what happens to stale tokens and in outages, {@link matryoshka.resource.Limits} how much of
 * everything there can be, {@link matryoshka.resource.AuditEvent} what an audit hook is told, and {@link matryoshka.resource.Count} what is
 * counted. {@code matryoshka.resource.http} puts tokens on requests of {@code java.net.http}.
 */
@NullMarked
package matryoshka.resource;

import org.jspecify.annotations.NullMarked;
