package matryoshka.service.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.service.problems.ProblemException;

/**
 * The condition of an {@code If-Match} header over versions, whose entity tags are their numbers: {@code "17"}. Comparison is strong (RFC
 * 9110 §13.1.1), so that a weak tag matches nothing, and neither does a tag that is not ours.
 *
 * @param any whether the header was {@code *}
 * @param versions the versions named by strong tags
 */
public record IfMatch(boolean any, Set<Long> versions) {
    /** One entity tag (RFC 9110 §8.8.3) with the comma or end after it. */
    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(,|$)");

    private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");

    public IfMatch {
        versions = Set.copyOf(versions);
    }

    /** The entity tag of a version, quotes included. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Reads the header's values; nothing when there is no such header.
     *
     * @throws ProblemException 400 when it is malformed
     */
    public static Optional<IfMatch> parse(List<String> headers) {
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        String list = String.join(",", headers).strip();
        return Optional.of(list.equals("*") ? new IfMatch(true, Set.of()) : new IfMatch(false, tags(list)));
    }

    /**
     * Which revisions of something the header's values allow to be changed: all of them when there is no such header.
     *
     * @throws ProblemException 400 when it is malformed
     */
    public static LongPredicate revision(List<String> headers) {
        return parse(headers)
                .<LongPredicate>map(condition -> condition::matches)
                .orElse(revision -> true);
    }

    /** Whether the condition holds while {@code current} is the current version. */
    public boolean matches(long current) {
        return any || versions.contains(current);
    }

    private static Set<Long> tags(String list) {
        Set<Long> versions = new HashSet<>();
        Matcher tag = TAG.matcher(list);
        int at = 0;
        do {
            if (!tag.find(at) || tag.start() != at) {
                throw malformed();
            }
            if (tag.group(1) == null && VERSION.matcher(tag.group(2)).matches()) {
                versions.add(Long.valueOf(tag.group(2)));
            }
            at = tag.end();
        } while (at < list.length());
        if (list.endsWith(",")) {
            throw malformed();
        }
        return versions;
    }

    private static ProblemException malformed() {
        return ProblemException.of(400, "If-Match must be a list of quoted entity tags, such as \"17\", or *.");
    }
}
