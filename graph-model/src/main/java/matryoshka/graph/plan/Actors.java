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

    /**
     * Returns the chain after a presenter has acted for a service: the service joins, then the presenter; neither is repeated if the same
     * presenter just acted for the same service.
     *
     * @param presenter the service itself if nobody presents for it
     */
    public static List<String> joinedBy(String presenter, String service, List<String> actors) {
        boolean again = actors.size() > 1
                && actors.get(0).equals(presenter)
                && actors.get(1).equals(service);
        return presenter.equals(service) || again
                ? joinedBy(presenter, actors)
                : joinedBy(presenter, joinedBy(service, actors));
    }
}
