package matryoshka.service.platform.metrics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the token endpoint has done since the start of this instance.
 *
 * @param requests answered, by {@code grant} and {@code outcome}
 * @param minted tokens, embedded ones included, by {@code grant}
 * @param exchanges by {@code client} and {@code service}
 * @param cut embedded tokens that the budget left out
 */
public record TokenFigures(List<Count> requests, List<Count> minted, List<Count> exchanges, long cut) {
    /** How often something happened; the labels say what. */
    public record Count(SortedMap<String, String> labels, long count) {
        public Count {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }

        public Count(Map<String, String> labels, long count) {
            this(new TreeMap<>(labels), count);
        }
    }

    public TokenFigures {
        requests = List.copyOf(requests);
        minted = List.copyOf(minted);
        exchanges = List.copyOf(exchanges);
    }
}
