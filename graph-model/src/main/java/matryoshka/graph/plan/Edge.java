package matryoshka.graph.plan;

/**
 * Leads from a token to one nested in it, or got for it by exchange.
 *
 * @param holder the service that presents the other token: a member of the first one
 * @param callee the service that the other token is for
 */
public record Edge(String holder, String callee) {}
