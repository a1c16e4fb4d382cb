package matryoshka.service.graph.versions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.power.GraphName;
import matryoshka.graph.power.NameChanges;
import matryoshka.graph.power.Precedents;
import matryoshka.service.graph.versions.PublishDecision.Publish;
import matryoshka.service.graph.versions.PublishDecision.Refuse;
import org.jspecify.annotations.Nullable;

/** Versions that are kept in memory, for use cases without a database. Passes {@link GraphVersionsContract}, as the real ones do. */
public final class InMemoryGraphVersions implements GraphVersions {
    private final List<GraphVersion> documents = new ArrayList<>(List.of(GraphVersion.NOTHING_PUBLISHED));
    private final List<PublishedVersion> published = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    /** The service that had a name last, of names that the current graph has not. */
    private final Map<GraphName, String> released = new HashMap<>();

    private final Map<String, SortedSet<String>> lastOwners = new HashMap<>();
    private final Set<String> clients = new TreeSet<>();
    private int reads;
    private boolean away;

    /** From now on every call fails as if the database were away, or works again. */
    public synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** Makes a name the id of a registered client. */
    public synchronized void register(String clientId) {
        clients.add(clientId);
    }

    /** How often somebody asked for the graph since a version. */
    public synchronized int reads() {
        return reads;
    }

    @Override
    public synchronized long currentVersion() {
        return current().version();
    }

    @Override
    public synchronized GraphVersion current() {
        answer();
        return documents.get(documents.size() - 1);
    }

    @Override
    public synchronized GraphVersion since(GraphVersion known) {
        reads++;
        return orCurrent(known);
    }

    private GraphVersion orCurrent(GraphVersion known) {
        GraphVersion current = current();
        return known.version() == current.version() ? known : current;
    }

    @Override
    public synchronized Optional<GraphDocument> load(long version) {
        answer();
        return version < 0 || version >= documents.size()
                ? Optional.empty()
                : Optional.of(documents.get((int) version).document());
    }

    @Override
    public synchronized List<PublishedVersion> history(long before, int most) {
        answer();
        List<PublishedVersion> latestFirst = new ArrayList<>();
        for (int index = published.size() - 1; index >= 0 && latestFirst.size() < most; index--) {
            if (published.get(index).version() < before) {
                latestFirst.add(published.get(index));
            }
        }
        return latestFirst;
    }

    @Override
    public synchronized List<PublishedVersion> history(GraphElement element, long before, int most) {
        return history(before, Integer.MAX_VALUE).stream()
                .filter(version ->
                        !Objects.equals(element(element, version.version() - 1), element(element, version.version())))
                .limit(most)
                .toList();
    }

    private @Nullable Object element(GraphElement element, long version) {
        GraphDocument document = documents.get((int) version).document();
        return switch (element.kind()) {
            case SERVICE -> document.services().get(element.name());
            case DEPENDENCY -> document.dependencies().get(element.name());
        };
    }

    @Override
    public synchronized Map<Long, String> marks(Collection<Long> versions) {
        answer();
        return versions.stream()
                .filter(version -> version > 0 && version <= marks.size())
                .collect(Collectors.toMap(version -> version, version -> marks.get((int) (version - 1))));
    }

    @Override
    public synchronized <R> PublishOutcome<R> publish(GraphVersion known, Publisher<R> publisher) {
        GraphVersion current = orCurrent(known);
        PublishDecision<R> decision = publisher.decide(current, precedents());
        return decision instanceof Publish<R> publish
                ? new PublishOutcome.Accepted<>(current, written(current, publish))
                : new PublishOutcome.Refused<>(((Refuse<R>) decision).reason());
    }

    private GraphVersion written(GraphVersion current, Publish<?> publish) {
        if (current.document().equals(publish.document())) {
            return current;
        }
        GraphVersion next = new GraphVersion(current.version() + 1, publish.document());
        documents.add(next);
        published.add(
                new PublishedVersion(next.version(), publish.publishedAt(), publish.publishedBy(), publish.message()));
        marks.add(UUID.randomUUID().toString());
        NameChanges changes = NameChanges.between(current.document(), next.document());
        released.keySet().removeAll(changes.taken().keySet());
        released.putAll(changes.released());
        next.document().services().values().forEach(service -> lastOwners.put(service.name(), service.owners()));
        return next;
    }

    @Override
    public Precedents precedents() {
        return new Precedents() {
            @Override
            public Map<GraphName, FormerHolder> released(Collection<GraphName> names) {
                return releasedOf(names);
            }

            @Override
            public Set<String> clients(Collection<String> ids) {
                return clientsOf(ids);
            }
        };
    }

    private synchronized Map<GraphName, Precedents.FormerHolder> releasedOf(Collection<GraphName> names) {
        answer();
        Map<GraphName, Precedents.FormerHolder> found = new HashMap<>();
        released.forEach((name, service) -> {
            if (names.contains(name)) {
                found.put(name, new Precedents.FormerHolder(service, Objects.requireNonNull(lastOwners.get(service))));
            }
        });
        return found;
    }

    private synchronized Set<String> clientsOf(Collection<String> ids) {
        answer();
        Set<String> found = new TreeSet<>(clients);
        found.retainAll(ids);
        return found;
    }

    private void answer() {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
    }
}
