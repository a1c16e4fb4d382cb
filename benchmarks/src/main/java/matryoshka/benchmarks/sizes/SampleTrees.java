package matryoshka.benchmarks.sizes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import matryoshka.benchmarks.Samples;
import matryoshka.token.ChainValues;
import matryoshka.token.Granted;
import matryoshka.token.IdentityClaims;
import matryoshka.token.Presenter;
import matryoshka.token.Recipient;
import matryoshka.token.StatusReference;
import matryoshka.token.TemplateNode;
import matryoshka.token.TokenContent;

/** Trees of tokens with the claims of issued ones. */
final class SampleTrees {
    static final String CLIENT = "web-shop";

    private static final int JTI_BYTES = 16;
    /** The length of plan ids and transaction ids. */
    private static final int ID_BYTES = 12;

    private static final int FIRST_INDEX = 1_000;
    private static final String STATUS = Samples.ISSUER + "/oauth2/status/1000";

    private final Random random = new Random(13);

    /** A tree of services: which calls which. */
    record Caller(String name, List<String> audiences, String scopes, int seconds, List<Caller> callees) {
        static Caller of(String name, Caller... callees) {
            return new Caller(name, List.of("https://" + name + ".example"), name + ":call", 300, List.of(callees));
        }
    }

    /** A chain: each of so many services calls the next. */
    static Caller chain(int length) {
        Caller last = Caller.of("service-" + length);
        for (int i = length - 1; i > 0; i--) {
            last = Caller.of("service-" + i, last);
        }
        return last;
    }

    /** One service that calls so many others. */
    static Caller fan(int width) {
        return fan("hub", width);
    }

    private static Caller fan(String name, int width) {
        return Caller.of(
                name,
                IntStream.rangeClosed(1, width)
                        .mapToObj(i -> Caller.of(name.equals("hub") ? "service-" + i : name + "-service-" + i))
                        .toArray(Caller[]::new));
    }

    /** One service that calls so many others, each of which calls so many. */
    static Caller fans(int width, int each) {
        return Caller.of(
                "hub",
                IntStream.rangeClosed(1, width)
                        .mapToObj(i -> fan("hub-" + i, each))
                        .toArray(Caller[]::new));
    }

    /** What {@code examples/shop.yaml} gives for {@code orders:place}: six tokens. */
    static Caller shop() {
        Caller geo = new Caller("geo", List.of("https://geo.example"), "geo:locate", 300, List.of());
        return new Caller(
                "orders",
                List.of("https://orders.shop.example", "https://stock.shop.example"),
                "orders:place stock:reserve",
                300,
                List.of(
                        new Caller("bank", List.of("https://bank.example"), "bank:finance", 60, List.of()),
                        new Caller("credit", List.of("https://credit.example"), "credit:rate", 300, List.of(geo)),
                        new Caller(
                                "identity",
                                List.of("https://identity.example"),
                                "identity:verify",
                                300,
                                List.of(geo))));
    }

    /** Three levels and four tokens, as in {@code examples/train-ticket.yaml}. */
    static Caller four() {
        return Caller.of("orders", Caller.of("credit", Caller.of("geo")), Caller.of("bank"));
    }

    /** The tokens, leaf first, with new plan ids. */
    List<TemplateNode> nodes(Caller root) {
        List<TemplateNode> nodes = new ArrayList<>();
        add(root, "", List.of(), CLIENT, nodes);
        return nodes;
    }

    /** The same, with each embedded token encrypted to a key. */
    List<TemplateNode> encrypted(Caller root, Recipient key) {
        return nodes(root).stream().map(node -> encrypted(node, key)).toList();
    }

    private static TemplateNode encrypted(TemplateNode node, Recipient key) {
        TokenContent content = node.content();
        Presenter presenter = content.presenter();
        return content.place().isEmpty()
                ? node
                : new TemplateNode(
                        new TokenContent(
                                content.place(),
                                content.planId(),
                                new Presenter(presenter.clientId(), presenter.actors(), null, key),
                                content.granted(),
                                content.lifetime(),
                                content.status()),
                        node.embeds());
    }

    private int add(Caller caller, String place, List<String> actors, String holder, List<TemplateNode> nodes) {
        List<String> inner = new ArrayList<>(List.of(caller.name()));
        inner.addAll(actors);
        List<Integer> embeds = new ArrayList<>();
        for (Caller callee : caller.callees()) {
            embeds.add(add(callee, place + '.' + embeds.size(), inner, caller.name(), nodes));
        }
        Granted granted = new Granted(
                caller.audiences(), new TreeSet<>(List.of(caller.scopes().split(" "))), new TreeMap<>(), List.of());
        nodes.add(new TemplateNode(
                new TokenContent(
                        place,
                        id(ID_BYTES),
                        new Presenter(holder, actors, null, null),
                        granted,
                        Duration.ofSeconds(caller.seconds()),
                        new StatusReference(FIRST_INDEX + nodes.size(), STATUS)),
                embeds));
        return nodes.size() - 1;
    }

    /** The tokens of another request. */
    ChainValues values() {
        return new ChainValues(id(JTI_BYTES), id(ID_BYTES), CLIENT, IdentityClaims.NONE, Instant.now(), null);
    }

    private String id(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static List<TemplateNode> alone(List<TemplateNode> nodes) {
        return Collections.singletonList(
                new TemplateNode(nodes.get(nodes.size() - 1).content(), List.of()));
    }
}
