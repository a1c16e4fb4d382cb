package matryoshka.graph.plan;

import java.util.List;

/** Sizes as a simple token format would have them: some bytes for each text, and a third more for each level. */
final class PlainSizes implements TokenSizes {
    @Override
    public int payload(TokenContent content, List<Nested> nested) {
        int bytes = 200 + content.place().length();
        bytes += content.audiences().stream().mapToInt(String::length).sum();
        bytes += content.scopes().stream().mapToInt(scope -> scope.length() + 1).sum();
        bytes +=
                content.actors().stream().mapToInt(actor -> actor.length() + 10).sum();
        bytes += content.claims().toString().length();
        bytes += content.exchange().stream()
                .mapToInt(audience -> audience.length() + 3)
                .sum();
        bytes += nested.stream()
                .mapToInt(token -> 30 + token.content().audiences().get(0).length() + token.bytes())
                .sum();
        return bytes;
    }

    @Override
    public int compact(TokenContent content, int payload) {
        return 140 + (payload * 4 + 2) / 3 + (content.confidential() ? 400 : 0);
    }
}
