package matryoshka.service.start.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.token.MintedToken;

/** Formats a minted tree for people: a line for each token, with audience, scopes, holder, lifetime and bytes. */
final class TokenTreeText {
    private record Line(String audience, String scopes, String holder, String lifetime, String bytes) {}

    private final IssuedToken issued;
    private final List<Line> lines = new ArrayList<>();

    private TokenTreeText(IssuedToken issued) {
        this.issued = issued;
    }

    static String of(IssuedToken issued) {
        TokenTreeText text = new TokenTreeText(issued);
        text.lines.add(new Line("AUDIENCE", "SCOPES", "HOLDER", "LIFETIME", "BYTES"));
        text.add(issued.plan().tokens() - 1, 0);
        return text.aligned();
    }

    private void add(int index, int level) {
        PlannedToken planned = issued.plan().leafFirst().get(index);
        MintedToken minted = issued.tree().tokens().get(index);
        MintedToken outer = issued.tree().outer();
        PlannedContent content = planned.content();
        long lifetime = issued.lifetimeSeconds()
                - Duration.between(minted.expiresAt(), outer.expiresAt()).toSeconds();
        String exchange = content.exchange().isEmpty() ? "" : "  exchange: " + String.join(" ", content.exchange());
        lines.add(new Line(
                "  ".repeat(level) + String.join(" ", content.audiences()),
                content.scopes().toString(),
                content.presenter(),
                lifetime + " s",
                minted.bytes() + exchange));
        planned.embeds().forEach(embedded -> add(embedded, level + 1));
    }

    private String aligned() {
        String format = "  %-" + width(Line::audience) + "s  %-" + width(Line::scopes) + "s  %-" + width(Line::holder)
                + "s  %-" + width(Line::lifetime) + "s  %s%n";
        return lines.stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        format,
                        line.audience(),
                        line.scopes(),
                        line.holder(),
                        line.lifetime(),
                        line.bytes()))
                .collect(Collectors.joining());
    }

    private int width(Function<Line, String> column) {
        return lines.stream().map(column).mapToInt(String::length).max().orElse(1);
    }
}
