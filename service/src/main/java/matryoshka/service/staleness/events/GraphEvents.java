package matryoshka.service.staleness.events;

import java.util.List;

/** The recorded events, one for each graph version. */
public interface GraphEvents {
    /** Returns events of versions later than the given one, earliest first. */
    List<GraphEvent> after(long version, int most);

    /** Returns the latest recorded version; zero if there is none. */
    long latest();
}
