package matryoshka.service.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.service.platform.problems.ProblemException;

/**
 * The value of {@code If-Match} or {@code If-None-Match} (RFC 9110 §13.1.1 and §13.1.2), parsed strictly: for reads and writes, on every
 * path, a malformed value is refused and never ignored.
 *
 * @param any whether it is {@code *}, which matches every existing resource
 * @param tags otherwise, the tags it lists; tags that this issuer did not make match nothing
 */
public record EntityTags(boolean any, List<Tag> tags) {
    /** One entity tag (RFC 9110 §8.8.3) with the comma or end after it. */
    private static final Pattern TAG = Pattern.compile("[ \\t]*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"[ \\t]*(,|$)");

    /**
     * An entity tag.
     *
     * @param weak whether it only says that two representations are equivalent
     * @param opaque the part between the quotes
     */
    public record Tag(boolean weak, String opaque) {}

    public EntityTags {
        tags = List.copyOf(tags);
    }

    /**
     * Parses all lines of a header; empty if there is none.
     *
     * @throws ProblemException 400 if it is malformed. The message does not quote the header
     */
    public static Optional<EntityTags> parse(String header, List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String list = String.join(",", lines).strip();
        return Optional.of(
                list.equals("*") ? new EntityTags(true, List.of()) : new EntityTags(false, tags(header, list)));
    }

    private static List<Tag> tags(String header, String list) {
        List<Tag> tags = new ArrayList<>();
        Matcher tag = TAG.matcher(list);
        int at = 0;
        do {
            if (!tag.region(at, list.length()).lookingAt()) {
                throw malformed(header);
            }
            tags.add(new Tag(tag.group(1) != null, tag.group(2)));
            at = tag.end();
        } while (at < list.length());
        if (list.endsWith(",")) {
            throw malformed(header);
        }
        return tags;
    }

    private static ProblemException malformed(String header) {
        return ProblemException.of(400, header + " must be a list of quoted entity tags, such as \"17\", or *.");
    }

    /** Returns the same condition with mapped tags. */
    EntityTags map(UnaryOperator<Tag> change) {
        return new EntityTags(any, tags.stream().map(change).toList());
    }

    /** Returns whether one of these is this tag, or its bare number, by strong comparison. */
    boolean nameStrongly(VersionTag current) {
        return matchStrongly(current.opaque()) || matchStrongly(Long.toString(current.number()));
    }

    /** Returns whether one of these is this tag, or its bare number, by weak comparison. */
    boolean nameWeakly(VersionTag current) {
        return matchWeakly(current.opaque()) || matchWeakly(Long.toString(current.number()));
    }

    /** Compares strongly, as for changes: a weak tag matches nothing. */
    boolean matchStrongly(String opaque) {
        return any || tags.contains(new Tag(false, opaque));
    }

    /** Compares weakly, as for repeated reads. */
    boolean matchWeakly(String opaque) {
        return any || tags.stream().anyMatch(tag -> tag.opaque().equals(opaque));
    }
}
