package matryoshka.graph;

/** The graphs that tests speak of by name. */
public final class TestGraphs {
    private TestGraphs() {}

    /** {@code s0 → s1 → … → s(n-1)}: n services, each with one scope {@code si:x}. */
    public static GraphBuilder chain(int services) {
        GraphBuilder graph = GraphBuilder.graph();
        for (int i = 0; i < services; i++) {
            graph.service("s" + i, "s" + i + ":x");
        }
        for (int i = 0; i + 1 < services; i++) {
            graph.embed("e" + i, "s" + i + ":x > s" + (i + 1) + ":x");
        }
        return graph;
    }

    /** n diamonds on top of each other: the number of paths doubles with each. */
    public static GraphBuilder stackedDiamonds(int diamonds) {
        GraphBuilder graph = GraphBuilder.graph().service("top0", "top0:x");
        for (int i = 0; i < diamonds; i++) {
            String top = "top" + i;
            String next = "top" + (i + 1);
            graph.service("left" + i, "left" + i + ":x")
                    .service("right" + i, "right" + i + ":x")
                    .service(next, next + ":x")
                    .embed(top + "-left", top + ":x > left" + i + ":x")
                    .embed(top + "-right", top + ":x > right" + i + ":x")
                    .embed("left" + i + "-down", "left" + i + ":x > " + next + ":x")
                    .embed("right" + i + "-down", "right" + i + ":x > " + next + ":x");
        }
        return graph;
    }

    /** Orders call payments and, in their own context, stock by the same token; payments ask fraud; a ledger is had by exchange. */
    public static GraphBuilder shop() {
        return GraphBuilder.graph()
                .inContext("shop", "orders", "orders:place", "orders:read")
                .inContext("shop", "stock", "stock:reserve")
                .service("payments", "payments:charge", "payments:refund")
                .service("fraud", "fraud:check")
                .service("ledger", "ledger:write")
                .reuse("orders-reserve-stock", "orders:place > stock:reserve")
                .embed("orders-charge", "orders:place > payments:charge")
                .embed("payments-ask-fraud", "payments:charge > fraud:check")
                .exchange("payments-book", "payments:charge > ledger:write");
    }
}
