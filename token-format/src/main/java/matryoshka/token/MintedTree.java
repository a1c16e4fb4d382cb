package matryoshka.token;

import java.util.List;

/** A minted tree of tokens. The string form shows no token. */
public final class MintedTree {
    private final String outer;
    private final List<MintedToken> tokens;

    MintedTree(String outer, List<MintedToken> tokens) {
        this.outer = outer;
        this.tokens = List.copyOf(tokens);
    }

    /** Returns the outer token in the compact form: a secret. */
    public String outerToken() {
        return outer;
    }

    /** Returns all tokens in the order of the template: leaf first, the outer one last. */
    public List<MintedToken> tokens() {
        return tokens;
    }

    /** Returns the outer token. */
    public MintedToken outer() {
        return tokens.get(tokens.size() - 1);
    }

    @Override
    public String toString() {
        return "tree of " + tokens.size() + " tokens, jti " + outer().jti();
    }
}
