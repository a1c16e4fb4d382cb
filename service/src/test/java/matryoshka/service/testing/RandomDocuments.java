package matryoshka.service.testing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.ClaimValues;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Invariant;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceAccess;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/** Documents of every shape, with text that parsers trip over; names are those the database admits. */
public final class RandomDocuments {
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "null",
            "~",
            "yes",
            "No",
            "true",
            "12:30",
            "0x1F",
            "1e400",
            ".inf",
            "-",
            "- a",
            "? b",
            "a: b",
            "#c",
            "a #d",
            "!!str x",
            "*alias",
            "&anchor x",
            "<<",
            "{",
            "]",
            "%TAG",
            "---",
            "...",
            "'",
            "\"",
            "\\",
            "a\nb",
            "\ttab",
            "trailing ",
            "\r\n",
            "\u0001\u001f\u007f",
            "\u0085\u00a0\u2028\u2029",
            "\ufeff",
            "\ufffe",
            "名前",
            "🪆",
            "x".repeat(200),
            "/~0~1/",
            "2026-01-01",
            "|",
            ">",
            "`",
            "@",
            "012",
            "+1",
            "1_000",
            "=",
            "\u001b[31m",
            "</script>",
            "'; drop table client; --");

    private final Random random;

    public RandomDocuments(long seed) {
        this.random = new Random(seed);
    }

    public GraphDocument next() {
        Map<String, Service> services = new HashMap<>();
        some(6, this::name).forEach(name -> services.put(name, service(name)));
        Map<String, Dependency> dependencies = new HashMap<>();
        some(10, this::name).forEach(name -> dependencies.put(name, dependency(name)));
        Map<String, Invariant> invariants = new HashMap<>();
        some(3, this::name).forEach(name -> invariants.put(name, invariant(name)));
        return new GraphDocument(Sorted.map(services), Sorted.map(dependencies), Sorted.map(invariants));
    }

    private Service service(String name) {
        Map<String, String> scopes = new HashMap<>();
        some(4, this::text).forEach(scope -> scopes.put(scope, text()));
        return new Service(
                name,
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                texts(3),
                maybe(this::lifetime),
                Sorted.map(scopes),
                new ServiceKeys(some(2, this::confirmation).toList(), maybe(this::jwk)),
                new ServiceAccess(texts(2), texts(2)));
    }

    private Dependency dependency(String name) {
        return new Dependency(
                name,
                "from." + name(),
                "to." + name(),
                Scopes.of(texts(3)),
                Scopes.of(Stream.concat(Stream.of("granted"), texts(3).stream()).toList()),
                List.of(Sharing.EMBED, Sharing.EXCHANGE, Sharing.REUSE).get(random.nextInt(3)),
                random.nextBoolean() ? Sorted.set(List.of("client." + name())) : null,
                maybe(this::lifetime),
                random.nextBoolean(),
                new ClaimRules(texts(2), claims(2)),
                terms());
    }

    private DependencyTerms terms() {
        return new DependencyTerms(
                maybe(this::text),
                Sorted.map(random.nextBoolean() ? Map.of(text(), text(), "plain", text()) : Map.of()),
                maybe(this::lifetime),
                maybe(() -> random.nextBoolean() ? ExcessPolicy.FLAG : ExcessPolicy.REJECT));
    }

    private Invariant invariant(String name) {
        return switch (random.nextInt(3)) {
            case 0 -> new Invariant.Never(name, text(), text());
            case 1 -> new Invariant.Callers(name, text(), texts(3));
            default -> new Invariant.MaxDepth(name, 1 + random.nextInt(Integer.MAX_VALUE));
        };
    }

    private SortedMap<String, Object> claims(int depth) {
        Map<String, Object> claims = new HashMap<>();
        some(3, this::text).forEach(name -> claims.put(name, claim(depth)));
        return ClaimValues.immutable(claims);
    }

    private Object claim(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextLong();
            case 2 -> fraction();
            case 3 -> text();
            case 4 -> some(3, () -> claim(depth - 1)).toList();
            default -> claims(depth - 1);
        };
    }

    /** In the one form that a reader gives to a number: no trailing zeros, and nothing that a long could hold. */
    private BigDecimal fraction() {
        int scale = 1 + random.nextInt(60);
        return BigDecimal.valueOf(1 + 10L * random.nextInt(1_000), random.nextBoolean() ? scale : -20 - scale);
    }

    private Confirmation confirmation() {
        return new Confirmation(random.nextBoolean() ? "jkt" : "x5t#S256", text());
    }

    private SortedMap<String, String> jwk() {
        return Sorted.map(Map.of("kty", "EC", "kid", text(), text() + "!", text()));
    }

    private Duration lifetime() {
        return Duration.ofSeconds(1 + random.nextInt(1_000_000));
    }

    private SortedSet<String> texts(int most) {
        return Sorted.set(some(most, this::text).toList());
    }

    private String name() {
        return "n" + random.nextInt(1_000);
    }

    private String text() {
        return HOSTILE.get(random.nextInt(HOSTILE.size()))
                + (random.nextInt(4) == 0 ? HOSTILE.get(random.nextInt(HOSTILE.size())) : "");
    }

    private <T> Stream<T> some(int most, Supplier<T> element) {
        return IntStream.range(0, random.nextInt(most + 1)).mapToObj(index -> element.get());
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
