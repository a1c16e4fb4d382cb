package matryoshka.graph.plan;

import matryoshka.graph.ServiceGraph;

/**
 * An embedding that the budget turned into an exchange edge.
 *
 * @param offer what the holder may exchange its token for instead
 * @param authority the cut token's own authority, at the position where it would be
 */
public record CutEmbedding(ExchangeOffer offer, TokenAuthority authority) {

    /** @param path to the token that it is cut from */
    static CutEmbedding of(Resolution resolution, TokenPath path, Embedding embedding) {
        ServiceGraph graph = resolution.graph();
        return new CutEmbedding(
                new ExchangeOffer(
                        embedding.holder(),
                        embedding.callee(),
                        graph.service(embedding.callee()).orElseThrow().effectiveAudience(),
                        embedding.scopes(),
                        embedding.conditions()),
                TokenAuthority.of(graph, path.then(embedding.step()), resolution.node(embedding), embedding));
    }

    /** Returns the edge from its holder to its callee. */
    public Edge edge() {
        return new Edge(offer.holder(), offer.callee());
    }
}
