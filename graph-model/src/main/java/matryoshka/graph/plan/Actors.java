package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.List;

/** The actors of a chain (RFC 8693 §4.1), newest first. */
public final class Actors {
    private Actors() {}

    /** Returns the chain after another actor has acted in it; an actor that acts again right after itself is not repeated. */
    public static List<String> joinedBy(String actor, List<String> actors) {
        if (!actors.isEmpty() && actors.get(0).equals(actor)) {
            return actors;
        }
        List<String> joined = new ArrayList<>(actors.size() + 1);
        joined.add(actor);
        joined.addAll(actors);
        return List.copyOf(joined);
    }
}
