package matryoshka.service.graph.versions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import matryoshka.service.platform.http.EntityTags;
import matryoshka.service.platform.http.EntityTags.Tag;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.http.VersionNumbers;
import matryoshka.service.platform.http.VersionTag;

/**
 * The entity tags of graph versions: the number, and a mark that the version got when it was published. After a backup is restored the same
 * number can recur, but not the same mark. Thread-safe.
 */
public final class VersionTags {
    private static final int MAX_KNOWN = 1_000;
    private static final Pattern TAG = Pattern.compile("(" + VersionNumbers.PATTERN + ")-([0-9a-f]{12})(?:-[a-z]+)?");
    private static final VersionTag BEGINNING = new VersionTag(0, "");

    private final GraphVersions versions;
    private final Cache<Long, String> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

    public VersionTags(GraphVersions versions) {
        this.versions = versions;
    }

    /** Returns the tag of an existing version. */
    public VersionTag of(long version) {
        if (version == 0) {
            return BEGINNING;
        }
        String mark = known.get(version, asked -> versions.marks(Set.of(asked)).get(asked));
        if (mark == null) {
            throw new IllegalStateException("there is no version " + version);
        }
        return new VersionTag(version, mark);
    }

    /** Keeps the tag of the current version in memory, for when the database is unavailable. */
    public void follow() {
        of(versions.currentVersion());
    }

    /**
     * Returns whether this is a version of this history.
     *
     * @param opaque a tag without its quotes, or the bare number of a version
     */
    public boolean isOurs(String opaque) {
        Matcher tag = TAG.matcher(opaque);
        if (!tag.matches()) {
            return Long.parseLong(opaque) <= versions.currentVersion();
        }
        Long version = Long.valueOf(tag.group(1));
        return tag.group(2).equals(versions.marks(Set.of(version)).get(version));
    }

    /** Returns the same preconditions with bare numbers for tags of this history; tags of another history match nothing. */
    public Preconditions byNumber(Preconditions conditions) {
        Set<Long> named = new HashSet<>();
        Stream.of(conditions.ifMatch(), conditions.ifNoneMatch())
                .flatMap(tags -> tags.map(EntityTags::tags).stream())
                .flatMap(Collection::stream)
                .map(tag -> TAG.matcher(tag.opaque()))
                .filter(Matcher::matches)
                .forEach(tag -> named.add(Long.valueOf(tag.group(1))));
        if (named.isEmpty()) {
            return conditions;
        }
        Map<Long, String> marks = versions.marks(named);
        return conditions.map(tag -> byNumber(tag, marks));
    }

    private static Tag byNumber(Tag named, Map<Long, String> marks) {
        Matcher tag = TAG.matcher(named.opaque());
        if (!tag.matches()) {
            return named;
        }
        boolean isOurs = tag.group(2).equals(marks.get(Long.valueOf(tag.group(1))));
        return new Tag(named.weak(), isOurs ? tag.group(1) : "");
    }
}
