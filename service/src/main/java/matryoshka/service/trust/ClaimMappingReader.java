package matryoshka.service.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.token.ClaimNames;

/**
 * Reads the member {@code claims}: which claims are copied from an issuer's tokens, and their names here. Rules: {@code claim-name},
 * {@code reserved-claim}, {@code duplicate}, {@code too-large}.
 */
final class ClaimMappingReader {
    private static final int MAX_CLAIMS = 32;
    private static final int MAX_CHARS = 100;

    private ClaimMappingReader() {}

    static SortedMap<String, String> read(ObjectCursor body, List<Violation> violations) {
        ObjectCursor object = body.object("claims");
        if (object == null) {
            return Sorted.map(Map.of());
        }
        SortedMap<String, String> mapping = new TreeMap<>();
        Set<String> given = new HashSet<>();
        for (String theirs : object.values().keySet()) {
            String ours = object.text(theirs);
            if (ours == null) {
                continue;
            }
            if (theirs.length() > MAX_CHARS || ours.isEmpty() || ours.length() > MAX_CHARS) {
                object.report(theirs, "claim-name", "The name of a claim must have 1 to " + MAX_CHARS + " characters.");
            } else if (ClaimNames.RESERVED.contains(ours)) {
                object.report(theirs, "reserved-claim", "Only the issuer can set \"" + ours + "\".");
            } else if (!given.add(ours)) {
                object.report(theirs, "duplicate", "Another claim is already mapped to \"" + ours + "\".");
            }
            mapping.put(theirs, ours);
        }
        if (mapping.size() > MAX_CLAIMS) {
            body.report("claims", "too-large", "At most " + MAX_CLAIMS + " claims can be mapped.");
        }
        return mapping;
    }
}
