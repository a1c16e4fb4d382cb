package matryoshka.graph;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Random changes of a valid document, which stays valid: what a change makes invalid goes with it. The same seed, the same change. */
public final class RandomChanges {
    private final Random random;
    private final SortedMap<String, Service> services;
    private final SortedMap<String, Dependency> dependencies;

    private RandomChanges(Random random, GraphDocument document) {
        this.random = random;
        this.services = new TreeMap<>(document.services());
        this.dependencies = new TreeMap<>(document.dependencies());
    }

    /** One to three changes of any kind. */
    public static GraphDocument any(Random random, GraphDocument document) {
        RandomChanges changes = new RandomChanges(random, document);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            if (changes.dependencies.isEmpty() || random.nextInt(3) == 0) {
                changes.changeService();
            } else {
                changes.changeDependency();
            }
        }
        return RandomGraphs.withoutViolations(new GraphDocument(changes.services, changes.dependencies));
    }

    /** Changes of what no token says. */
    public static GraphDocument ofNoToken(Random random, GraphDocument document) {
        RandomChanges changes = new RandomChanges(random, document);
        Service unrelated = Service.of("unrelated", Map.of("unrelated:a", ""));
        Service callee = changes.one(List.copyOf(document.services().values()));
        changes.put(unrelated);
        for (Service service : document.services().values()) {
            Service described = Services.description(service, "Now described");
            described = Services.owners(described, List.of("c" + random.nextInt(3)));
            described = Services.hosts(described, List.of(service.name() + ".svc:" + (1 + random.nextInt(9))));
            described = Services.presenters(described, List.of("gateway" + random.nextInt(3)));
            if (described.keys().encryption() != null) {
                described =
                        Services.keys(described, changes.keys(described.keys().confirmation(), "OKP"));
            }
            SortedMap<String, String> scopes = new TreeMap<>(described.scopes());
            scopes.put(service.name() + ":unrelated", "Nobody grants it");
            scopes.replaceAll((scope, description) -> "Now described");
            changes.put(Services.scopes(described, scopes));
        }
        document.dependencies().values().forEach(edge -> changes.rename(edge, "renamed-"));
        changes.put(new Dependency(
                "unrelated",
                "unrelated",
                callee.name(),
                Scopes.NONE,
                Scopes.of(callee.scopes().keySet()),
                Sharing.EMBED,
                null,
                null,
                false,
                ClaimRules.NONE));
        return new GraphDocument(changes.services, changes.dependencies);
    }

    private void changeDependency() {
        Dependency edge = one(List.copyOf(dependencies.values()));
        Service to = services.get(edge.to());
        Service from = services.get(edge.from());
        if (from == null || to == null) {
            dependencies.remove(edge.name());
            return;
        }
        switch (random.nextInt(9)) {
            case 0 -> dependencies.remove(edge.name());
            case 1 -> rename(edge, "a");
            case 2 -> put(Edges.requires(edge, RandomGraphs.some(random, from, 0.5)));
            case 3 -> put(Edges.grants(edge, RandomGraphs.some(random, to, 0.7)));
            case 4 -> put(Edges.sharing(edge, one(List.of(Sharing.values()))));
            case 5 -> put(Edges.clients(edge, random.nextBoolean() ? List.of("c" + random.nextInt(2)) : List.of()));
            case 6 -> RandomTerms.change(random, dependencies, edge);
            case 7 -> {
                Service other = one(services.values().stream()
                        .filter(service -> service.effectiveContext().equals(from.effectiveContext()))
                        .toList());
                put(Edges.from(edge, other.name(), RandomGraphs.some(random, other, 0.2)));
            }
            default -> add();
        }
    }

    private void changeService() {
        Service service = one(List.copyOf(services.values()));
        String name = service.name();
        switch (random.nextInt(10)) {
            case 0 -> add("n" + random.nextInt(100));
            case 1 -> {
                if (services.size() > 2) {
                    services.remove(name);
                }
            }
            case 2 ->
                put(Services.audience(
                        service, random.nextBoolean() ? "https://" + name + random.nextInt(9) + ".example" : null));
            case 3 -> put(Services.context(service, random.nextBoolean() ? "shared" + random.nextInt(2) : null));
            case 4 -> put(Services.description(Services.lifetime(service, RandomTerms.seconds(random)), "Other"));
            case 5 -> put(Services.keys(service, keys(service.keys().confirmation(), random.nextBoolean() ? "A" : "")));
            case 6 -> {
                Confirmation other = new Confirmation("jkt", (random.nextBoolean() ? "A" : "B").repeat(43));
                put(Services.keys(
                        service,
                        new ServiceKeys(
                                random.nextBoolean() ? other : null,
                                service.keys().encryption())));
            }
            case 7 -> addScope(service, name + ":new" + random.nextInt(3));
            case 8 -> moveScope(service);
            default -> rename(service, name + "x");
        }
    }

    private void add(String name) {
        put(Service.of(name, Map.of(name + ":a", "", name + ":b", "")));
        add();
    }

    private void add() {
        if (services.size() > 1) {
            put(RandomGraphs.dependency(random, "n" + random.nextInt(1_000), List.copyOf(services.values())));
        }
    }

    private void addScope(Service service, String scope) {
        SortedMap<String, String> scopes = new TreeMap<>(service.scopes());
        scopes.put(scope, "");
        put(Services.scopes(service, scopes));
    }

    /** To another service or to none; edges let go of it. */
    private void moveScope(Service service) {
        String scope = one(List.copyOf(service.scopes().keySet()));
        SortedMap<String, String> left = new TreeMap<>(service.scopes());
        left.remove(scope);
        if (left.isEmpty()) {
            return;
        }
        put(Services.scopes(service, left));
        if (random.nextBoolean()) {
            addScope(one(List.copyOf(services.values())), scope);
        }
        dependencies.replaceAll((name, edge) -> {
            TreeSet<String> requires = new TreeSet<>(edge.requires().toList());
            TreeSet<String> grants = new TreeSet<>(edge.grants().toList());
            requires.remove(scope);
            grants.remove(scope);
            return Edges.grants(Edges.requires(edge, requires), grants);
        });
    }

    private void rename(Service service, String name) {
        services.remove(service.name());
        put(Services.named(service, name));
        dependencies.replaceAll((edgeName, edge) -> {
            Dependency there = edge.to().equals(service.name())
                    ? Edges.to(edge, name, edge.grants().toList())
                    : edge;
            return edge.from().equals(service.name())
                    ? Edges.from(there, name, edge.requires().toList())
                    : there;
        });
    }

    private void rename(Dependency edge, String before) {
        dependencies.remove(edge.name());
        put(Edges.named(edge, before + edge.name()));
    }

    private ServiceKeys keys(@Nullable Confirmation confirmation, String encryption) {
        return new ServiceKeys(confirmation, encryption.isEmpty() ? null : Sorted.map(Map.of("kty", encryption)));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void put(Service service) {
        services.put(service.name(), service);
    }

    private void put(Dependency edge) {
        dependencies.put(edge.name(), edge);
    }
}
