package matryoshka.service.platform.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import matryoshka.service.platform.problems.ProblemException;

/**
 * The condition of an {@code If-Match} header over versions, whose entity tags are their numbers: {@code "17"}. Comparison is strong (RFC
 * 9110 §13.1.1), so that a weak tag matches nothing, and neither does a tag that is not ours.
 *
 * @param any whether the header was {@code *}
 * @param versions the versions named by strong tags
 */
public record IfMatch(boolean any, Set<Long> versions) {
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
        return EntityTags.parse(HttpHeaders.IF_MATCH, headers)
                .map(tags -> new IfMatch(
                        tags.any(),
                        tags.tags().stream()
                                .filter(tag -> !tag.weak()
                                        && VERSION.matcher(tag.opaque()).matches())
                                .map(tag -> Long.valueOf(tag.opaque()))
                                .collect(Collectors.toSet())));
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
}
