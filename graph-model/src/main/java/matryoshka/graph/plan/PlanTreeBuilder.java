package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * A token of a tree that is still being fitted into the budget. At first, everything below it is cut; {@link #keep} adds an embedding,
 * {@link #cut} removes it. This is the only mutable object here, and it does not leave {@link FitPlan}.
 */
final class PlanTreeBuilder {
    final PlanNode node;
    final @Nullable Embedding via;
    final Descent descent;
    private final PlannedContent uncut;
    private final TokenSizes sizes;
    private final @Nullable PlanTreeBuilder parent;
    private final SortedMap<Integer, PlanTreeBuilder> kept = new TreeMap<>();
    private final List<String> embeddedAudiences;
    /** Reset, here and in all enclosing tokens, when something is kept or cut. */
    private TokenSizes.@Nullable Sized sized;

    private PlanTreeBuilder(
            @Nullable PlanTreeBuilder parent,
            ResolveOrigin.Place place,
            PlannedContent uncut,
            TokenSizes sizes,
            List<String> embedded) {
        this.parent = parent;
        this.node = place.node();
        this.via = place.via();
        this.descent = place.descent();
        this.uncut = uncut;
        this.sizes = sizes;
        this.embeddedAudiences = embedded;
    }

    static PlanTreeBuilder outer(ServiceGraph graph, ResolveOrigin.Place root, OuterToken outer, TokenSizes sizes) {
        PlanNode node = root.node();
        Embedding via = root.via();
        List<Service> members = services(graph, node);
        PlannedContent content = new PlannedContent(
                "",
                node.members().first(),
                outer.presenter(),
                outer.actors(),
                node.members(),
                audiences(members),
                node.scopes(),
                outer.claims(),
                root.descent().life(),
                via == null ? null : boundTo(graph, via.holder()),
                false,
                Sorted.set(List.of()));
        return new PlanTreeBuilder(null, root, content, sizes, embeddedAudiences(graph, node));
    }

    /** Returns the branch that the i-th embedding of this one would be. */
    PlanTreeBuilder branch(Resolution resolution, int index) {
        ServiceGraph graph = resolution.graph();
        Embedding embedding = node.embeddings().get(index);
        PlanNode below = resolution.node(embedding);
        Descent lower = descent.embedded(embedding, resolution.life(below, embedding));
        List<Service> members = services(graph, below);
        PlannedContent content = new PlannedContent(
                uncut.place() + "." + index,
                embedding.callee(),
                embedding.holder(),
                Actors.joinedBy(embedding.holder(), uncut.actors()),
                below.members(),
                audiences(members),
                below.scopes(),
                embedding.claims().applyTo(uncut.claims()),
                lower.life(),
                boundTo(graph, embedding.holder()),
                embedding.confidential(),
                Sorted.set(List.of()));
        return new PlanTreeBuilder(
                this,
                new ResolveOrigin.Place(below, embedding, lower),
                content,
                sizes,
                embeddedAudiences(graph, below));
    }

    /** Returns the index of the embedding for this holder and callee; empty if there is none. */
    Optional<Integer> indexOf(Edge step) {
        for (int index = 0; index < node.embeddings().size(); index++) {
            if (node.embeddings().get(index).step().equals(step)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    void keep(int index, PlanTreeBuilder branch) {
        if (kept.put(index, branch) != branch) {
            forgetSizes();
        }
    }

    void cut(int index) {
        if (kept.remove(index) != null) {
            forgetSizes();
        }
    }

    private void forgetSizes() {
        for (PlanTreeBuilder token = this; token != null; token = token.parent) {
            token.sized = null;
        }
    }

    SortedMap<Integer, PlanTreeBuilder> kept() {
        return kept;
    }

    /** Returns the token's content, given what is currently cut from it. */
    PlannedContent content() {
        SortedSet<String> cutAudiences = new TreeSet<>();
        for (int index = 0; index < embeddedAudiences.size(); index++) {
            if (!kept.containsKey(index)) {
                cutAudiences.add(embeddedAudiences.get(index));
            }
        }
        return cutAudiences.isEmpty() ? uncut : uncut.cutTo(cutAudiences);
    }

    /** Returns the token's content, without what is cut from it. */
    PlannedContent uncut() {
        return uncut;
    }

    /**
     * Returns the embeddings that are currently cut from it.
     *
     * @param path to this token
     */
    List<CutEmbedding> cutEmbeddings(Resolution resolution, TokenPath path) {
        List<CutEmbedding> cut = new ArrayList<>();
        for (int index = 0; index < embeddedAudiences.size(); index++) {
            if (!kept.containsKey(index)) {
                cut.add(CutEmbedding.of(resolution, path, node.embeddings().get(index)));
            }
        }
        return cut;
    }

    /** Returns the length of the token's compact form, with everything that is kept in it. */
    int bytes() {
        return sized().bytes();
    }

    private TokenSizes.Sized sized() {
        TokenSizes.Sized known = sized;
        if (known == null) {
            known = sizes.size(
                    content(),
                    kept.values().stream().map(PlanTreeBuilder::sized).toList());
            sized = known;
        }
        return known;
    }

    private static @Nullable Confirmation boundTo(ServiceGraph graph, String holder) {
        return graph.service(holder).orElseThrow().keys().confirmation();
    }

    private static List<Service> services(ServiceGraph graph, PlanNode node) {
        return node.members().stream()
                .map(member -> graph.service(member).orElseThrow())
                .toList();
    }

    private static List<String> audiences(List<Service> members) {
        return members.stream().map(Service::effectiveAudience).sorted().toList();
    }

    private static List<String> embeddedAudiences(ServiceGraph graph, PlanNode node) {
        return node.embeddings().stream()
                .map(embedding ->
                        graph.service(embedding.callee()).orElseThrow().effectiveAudience())
                .toList();
    }
}
