package matryoshka.benchmarks;

/** The scopes that give a tree of so many tokens, in the graphs of {@code examples/}. */
public enum Tree {
    /** One token that embeds none. */
    ONE(1, "shop", "geo:locate"),
    /** Four tokens, three levels. */
    FOUR(4, "train-ticket", "ts-admin-user-service:write"),
    /** Six tokens, three levels: the demo's. */
    SIX(6, "shop", "orders:place");

    private final int tokens;
    private final String graph;
    private final String scope;

    Tree(int tokens, String graph, String scope) {
        this.tokens = tokens;
        this.graph = graph;
        this.scope = scope;
    }

    public int tokens() {
        return tokens;
    }

    public String graph() {
        return graph;
    }

    public String scope() {
        return scope;
    }
}
