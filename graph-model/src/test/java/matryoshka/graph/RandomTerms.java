package matryoshka.graph;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Random changes of what tokens say without permitting more or less, or of what they could have said. */
public final class RandomTerms {
    /** The first is that of {@link RandomGraphs}. */
    private static final List<String> CONDITIONS = List.of("client.tier == 'gold'", "client.tier == 'silver'");

    private RandomTerms() {}

    /** One to three of them; the document stays valid. */
    public static GraphDocument changed(Random random, GraphDocument document) {
        SortedMap<String, Service> services = new TreeMap<>(document.services());
        SortedMap<String, Dependency> dependencies = new TreeMap<>(document.dependencies());
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            if (dependencies.isEmpty() || random.nextInt(4) == 0) {
                Service service = one(random, List.copyOf(services.values()));
                services.put(service.name(), Services.lifetime(service, seconds(random)));
            } else {
                change(random, dependencies, one(random, List.copyOf(dependencies.values())));
            }
        }
        return RandomGraphs.withoutViolations(new GraphDocument(services, dependencies));
    }

    static void change(Random random, SortedMap<String, Dependency> dependencies, Dependency edge) {
        switch (random.nextInt(6)) {
            case 0 ->
                dependencies.put(
                        edge.name(),
                        Edges.guarded(edge, seconds(random), edge.confidential() ^ random.nextInt(4) == 0));
            case 1 -> dependencies.put(edge.name(), Edges.claims(edge, claims(random)));
            case 2 -> when(dependencies, edge, one(random, CONDITIONS));
            case 3 -> when(dependencies, edge, null);
            case 4 -> dependencies.put(edge.name(), extended(random, edge));
            default -> dependencies.put(edge.name(), asking(random, edge));
        }
    }

    /** All that are embedded together have the same condition. */
    private static void when(SortedMap<String, Dependency> dependencies, Dependency edge, @Nullable String condition) {
        dependencies.replaceAll((name, other) ->
                other.from().equals(edge.from()) && other.to().equals(edge.to()) && other.sharing() != Sharing.REUSE
                        ? Edges.when(other, condition)
                        : other);
    }

    private static Dependency extended(Random random, Dependency edge) {
        return edge.sharing() == Sharing.EXCHANGE ? Edges.extend(edge, seconds(random)) : edge;
    }

    private static Dependency asking(Random random, Dependency edge) {
        return edge.sharing() == Sharing.EXCHANGE
                ? Edges.parameters(
                        edge,
                        random.nextBoolean() ? Map.of() : Map.of(one(random, List.of("order", "parcel")), "[0-9]+"))
                : edge;
    }

    private static ClaimRules claims(Random random) {
        return new ClaimRules(
                Sorted.set(random.nextBoolean() ? List.of("tier") : List.of()),
                new TreeMap<>(
                        random.nextBoolean() ? Map.of("channel", random.nextBoolean() ? "web" : "shop") : Map.of()));
    }

    static @Nullable Duration seconds(Random random) {
        return random.nextBoolean() ? Duration.ofSeconds(1 + random.nextInt(600)) : null;
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
