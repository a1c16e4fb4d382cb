package matryoshka.graph.plan;

import matryoshka.graph.Scopes;

/**
 * A token presented for exchange (RFC 8693 §2.1), in terms of the graph.
 *
 * @param origin what its tree was resolved from
 * @param path its position in that tree
 * @param scopes its scopes
 */
public record Subject(Origin origin, TokenPath path, Scopes scopes) {
    public Subject {}
}
