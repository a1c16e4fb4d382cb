package matryoshka.service.events;

import java.util.List;

/** What every version did, as it was taken down. */
public interface GraphEvents {
    /**
     * Takes down what a version did, once, whichever instance comes first; with it, what resource servers are to be told. Versions before
     * it of which nobody has taken anything down did nothing that is still so. What was overlooked then is added to what is stale, and
     * nothing is done for a version that is no longer the latest.
     */
    void take(Judged judged);

    /** Those after a version, the earliest first. */
    List<GraphEvent> after(long version, int most);

    /** The latest version that was taken down; zero for none. */
    long latest();
}
