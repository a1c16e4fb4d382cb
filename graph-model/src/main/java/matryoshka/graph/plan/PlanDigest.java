package matryoshka.graph.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Ids of plan nodes: 128 bits of SHA-256, in base64url, over what a node was resolved from, its place and its whole subtree. No version
 * number, dependency name or description is in it: a change that leaves a subtree's content alone leaves its id alone.
 *
 * <p>Every text is preceded by its length and every list by its size, so that no two contents have the same canonical form.
 */
final class PlanDigest {
    private static final int ID_BYTES = 16;

    private final MessageDigest sha256;

    private PlanDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The digest of a subtree. */
    record Subtree(String digest) {}

    /** A way from the outer token down: what the tree was resolved from, then (holder, callee) by (holder, callee). */
    record Path(String originClient, SortedSet<String> requested, List<String> steps) {
        Path to(String holder, String callee) {
            List<String> longer = new ArrayList<>(steps);
            longer.add(holder);
            longer.add(callee);
            return new Path(originClient, requested, longer);
        }

        String idOf(Subtree subtree) {
            byte[] digest = new PlanDigest()
                    .text(originClient)
                    .texts(requested)
                    .texts(steps)
                    .text(subtree.digest())
                    .finish();
            return base64(Arrays.copyOf(digest, ID_BYTES));
        }
    }

    static Path root(String originClient, SortedSet<String> requested) {
        return new Path(originClient, requested, List.of());
    }

    static Subtree subtree(TokenContent content, @Nullable Embedding via, List<Subtree> below) {
        PlanDigest digest = new PlanDigest()
                .texts(content.audiences())
                .texts(content.scopes())
                .number(content.lifetime().toSeconds())
                .number(content.confidential() ? 1 : 0)
                .texts(content.exchange())
                .value(
                        content.confirmation() == null
                                ? List.of()
                                : List.of(
                                        content.confirmation().method(),
                                        content.confirmation().thumbprint()))
                .texts(via == null ? List.of() : via.claims().pass())
                .value(via == null ? Map.of() : via.claims().set())
                .number(below.size());
        below.forEach(subtree -> digest.text(subtree.digest()));
        return new Subtree(base64(digest.finish()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] finish() {
        return sha256.digest();
    }

    private PlanDigest number(long number) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    private PlanDigest text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        sha256.update(bytes);
        return this;
    }

    private PlanDigest texts(Collection<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
        return this;
    }

    /** A JSON value as {@link matryoshka.graph.ClaimValues} holds it, with its type. */
    private PlanDigest value(Object value) {
        if (value instanceof Map<?, ?> map) {
            text("map").number(map.size());
            map.forEach((name, member) -> text((String) name).value(member));
        } else if (value instanceof List<?> list) {
            text("list").number(list.size());
            list.forEach(this::value);
        } else {
            text(value.getClass().getSimpleName()).text(value.toString());
        }
        return this;
    }
}
