package matryoshka.graph.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** A subtree in the token around it, which says who holds it. */
    record Nested(Step step, Subtree subtree) {}

    /** The id of a node: of its subtree, at the end of a way from the outer token of a tree of this origin. */
    static String id(Origin origin, List<Step> way, Subtree subtree) {
        PlanDigest digest = new PlanDigest()
                .text(origin.client())
                .texts(origin.requested())
                .steps(way)
                .text(subtree.digest());
        if (!origin.hops().isEmpty() || origin.envelope() > 0) {
            digest.number(origin.envelope()).number(origin.hops().size());
            origin.hops().forEach(digest::hop);
        }
        return base64(Arrays.copyOf(digest.finish(), ID_BYTES));
    }

    static Subtree subtree(TokenContent content, @Nullable Embedding via, List<Nested> below) {
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
        below.forEach(nested -> digest.step(nested.step()).text(nested.subtree().digest()));
        if (via != null && !via.conditions().isEmpty()) {
            digest.texts(via.conditions());
        }
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

    private PlanDigest hop(Hop hop) {
        steps(hop.place()).texts(hop.held());
        steps(hop.along() == null ? List.of() : List.of(hop.along()));
        PlanDigest requested = hop.requested() == null ? number(0) : number(1).texts(hop.requested());
        // Told from the next hop by an odd number: that would begin with an even one.
        return hop.without().isEmpty() ? requested : number(1).texts(hop.without());
    }

    private PlanDigest steps(List<Step> steps) {
        number(2L * steps.size());
        steps.forEach(this::step);
        return this;
    }

    private PlanDigest step(Step step) {
        return text(step.holder()).text(step.callee());
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
