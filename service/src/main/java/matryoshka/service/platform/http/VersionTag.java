package matryoshka.service.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The entity tag of a numbered resource: {@code "17-c0ffee12"}. The number alone can recur after the database is restored from a backup, or
 * after a name is registered again; the mark after it does not.
 *
 * @param number a version or revision
 * @param mark distinguishes resources with the same number; empty if no other can have it
 */
public record VersionTag(long number, String mark) {
    private static final int DIGEST_BYTES = 9;
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Returns a tag whose mark depends on the representation, regardless of the order of its members. */
    public static VersionTag ofContent(long number, JsonNode representation) {
        try {
            byte[] content = SORTED.writeValueAsBytes(SORTED.treeToValue(representation, Object.class));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new VersionTag(
                    number,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES)));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("JSON can be written, and every Java platform has SHA-256", impossible);
        }
    }

    /** Returns the part between the quotes. */
    public String opaque() {
        return mark.isEmpty() ? Long.toString(number) : number + "-" + mark;
    }

    /** Returns the tag as in the header {@code ETag}. */
    public String quoted() {
        return "\"" + opaque() + "\"";
    }
}
