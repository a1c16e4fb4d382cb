package matryoshka.service.staleness.events;

import java.util.List;

/** What every version did, as it was recorded. */
public interface GraphEvents {
    /** Those after a version, the earliest first. */
    List<GraphEvent> after(long version, int most);

    /** The latest version that was recorded; zero for none. */
    long latest();
}
