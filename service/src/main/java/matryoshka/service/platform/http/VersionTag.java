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
 * The entity tag of something that has a number: {@code "17-c0ffee12"}. The number alone can come again, after the database was restored
 * from a backup or a name was registered anew; the mark after it does not.
 *
 * @param number a version or revision
 * @param mark tells apart what has the same number; empty where nothing else can have it
 */
public record VersionTag(long number, String mark) {
    private static final int DIGEST_BYTES = 9;
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Of something by its representation, in whatever order its members are. */
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

    /** What is between the quotes. */
    public String opaque() {
        return mark.isEmpty() ? Long.toString(number) : number + "-" + mark;
    }

    /** As in the header {@code ETag}. */
    public String quoted() {
        return "\"" + opaque() + "\"";
    }
}
