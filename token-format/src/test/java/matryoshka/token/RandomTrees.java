package matryoshka.token;

import static matryoshka.token.Fixtures.NOW;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Trees of tokens with texts in them that would break careless code; always the same for the same seed. */
final class RandomTrees {
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "z",
            "0",
            "9",
            ":",
            "/",
            ".",
            "-",
            "_",
            "A",
            "\"",
            "\\",
            "é",
            "€",
            "\n",
            "\r",
            "\t",
            "\u0000",
            "\u2028",
            "\uD83E\uDE86",
            " ",
            "}",
            "{",
            "\"}",
            "\"tokens\":\"",
            ",\"tokens\":\"AwA\"}",
            "\\\"",
            "\u007f");

    private final Random random;
    private final @Nullable Recipient recipient;

    /** @param recipient whom each third token is encrypted to; null for none */
    RandomTrees(long seed, @Nullable Recipient recipient) {
        this.random = new Random(seed);
        this.recipient = recipient;
    }

    /** A tree of 1 to {@code max} tokens, leaf first. */
    List<TemplateNode> next(int max) {
        List<TemplateNode> nodes = new ArrayList<>();
        grow("", 1 + random.nextInt(max), List.of(), nodes);
        return nodes;
    }

    /** The same tree under another plan: with other ids and places in status lists of the same lengths. */
    List<TemplateNode> replanned(List<TemplateNode> nodes) {
        int first = 1000 + random.nextInt(9000 - nodes.size());
        List<TemplateNode> others = new ArrayList<>();
        for (TemplateNode node : nodes) {
            TokenContent content = node.content();
            StatusReference status = content.status();
            others.add(new TemplateNode(
                    new TokenContent(
                            content.place(),
                            id(16),
                            content.presenter(),
                            content.granted(),
                            content.lifetime(),
                            status == null ? null : new StatusReference(first + others.size(), status.uri()),
                            content.callee()),
                    node.embeds()));
        }
        return others;
    }

    ChainValues values() {
        return values(text(), text(), random.nextBoolean() ? NOW.plusSeconds(9) : null);
    }

    /** Such as an issuer has. */
    ChainValues issuerValues(String subject) {
        return values(id(16), subject, null);
    }

    private ChainValues values(String jti, String subject, @Nullable Instant notAfter) {
        IdentityClaims identity = new IdentityClaims(
                random.nextBoolean() ? BigDecimal.valueOf(random.nextLong(1L << 40), random.nextInt(7)) : null,
                random.nextBoolean() ? text() : null,
                texts(2));
        return new ChainValues(jti, id(16), subject, identity, NOW, notAfter)
                .boundTo(random.nextBoolean() ? new Cnf("jkt", id(32)) : null);
    }

    /** Adds a subtree of so many tokens; answers the index of its root. */
    private int grow(String place, int tokens, List<String> actors, List<TemplateNode> nodes) {
        String name = "s" + text();
        List<String> inner = new ArrayList<>(List.of(name));
        inner.addAll(actors);
        List<Integer> embeds = new ArrayList<>();
        for (int rest = tokens - 1; rest > 0; ) {
            int part = 1 + random.nextInt(rest);
            embeds.add(grow(place + "." + embeds.size(), part, inner, nodes));
            rest -= part;
        }
        nodes.add(new TemplateNode(content(place, actors), embeds));
        return nodes.size() - 1;
    }

    private TokenContent content(String place, List<String> actors) {
        List<String> audiences = new ArrayList<>(texts(2));
        audiences.add("https://" + word());
        TreeMap<String, Object> claims = new TreeMap<>(
                Map.of("x" + text(), text(), "list", texts(3), "n", random.nextLong(), "in", Map.of("tokens", text())));
        Cnf cnf = random.nextBoolean() ? new Cnf("x5t#S256", id(32)) : null;
        boolean encrypted = !place.isEmpty() && random.nextInt(3) == 0;
        return new TokenContent(
                place,
                id(16),
                new Presenter(word(), actors, cnf, encrypted ? recipient : null),
                new Granted(audiences, new TreeSet<>(texts(4)), claims, texts(2)),
                Duration.ofSeconds(1 + random.nextInt(10_000)),
                random.nextBoolean() ? new StatusReference(1000, "https://i/" + word()) : null,
                audiences.get(audiences.size() - 1));
    }

    private List<String> texts(int atMost) {
        return Collections.nCopies(random.nextInt(atMost + 1), "").stream()
                .map(none -> text())
                .toList();
    }

    private String text() {
        return random.ints(1 + random.nextInt(20), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .reduce("", String::concat);
    }

    /** Of what a name or a URI may have. */
    private String word() {
        return text().replaceAll("[^a-zA-Z0-9é€]", "") + "w";
    }

    private String id(int bytes) {
        byte[] id = new byte[bytes];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
