package matryoshka.token;

import java.util.List;

/**
 * A token in a leaf-first list of tokens.
 *
 * @param embeds the indices in that list of the tokens it embeds, all smaller than its own, in the order of the {@code tokens} claim
 */
public record TemplateNode(TokenContent content, List<Integer> embeds) {

    public TemplateNode {
        embeds = List.copyOf(embeds);
    }
}
