package matryoshka.graph.plan;

import java.util.List;

/** Sizes as a simple token format would have them: some bytes for each text, and a third more for each level. */
final class PlainSizes implements TokenSizes {
    private final int more;

    /** @param more bytes that each token has besides */
    PlainSizes(int more) {
        this.more = more;
    }

    private record Plain(PlannedContent content, int bytes) implements Sized {}

    @Override
    public Sized size(PlannedContent content, List<Sized> nested) {
        int bytes = more + 140 + (payload(content, nested) * 4 + 2) / 3 + (content.confidential() ? 400 : 0);
        return new Plain(content, bytes);
    }

    private static int payload(PlannedContent content, List<Sized> nested) {
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
                .mapToInt(token ->
                        30 + ((Plain) token).content().audiences().get(0).length() + token.bytes())
                .sum();
        return bytes;
    }
}
