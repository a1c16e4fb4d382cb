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
import matryoshka.graph.Scopes;

/**
 * Ids of plan nodes: 96 bits of SHA-256, in base64url, over a node's origin, its position, and the content of the tokens minted there and
 * below. Contains no version number, dependency name or description, nor any number or rule that has no effect at its position: a change
 * after which the same tokens would be minted leaves the id alone.
 *
 * <p>Every text is preceded by its length and every list by its size, so that different contents have different canonical forms.
 */
final class PlanDigest {
    private static final int ID_BYTES = PlannedToken.ID_LENGTH * 3 / 4;
    /** Short, since it only distinguishes one token's content from an earlier content of the same token. */
    private static final int CONTENT_BYTES = 9;

    private final MessageDigest sha256;

    private PlanDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * The digest of a subtree.
     *
     * @param content of the outermost token's own content
     */
    record Subtree(String digest, String content) {}

    /** A subtree in the enclosing token, which says who holds it. */
    record Nested(Edge step, Subtree subtree) {}

    /** Returns the id of a node: of its subtree, at the end of a path from the outer token of a tree with this origin. */
    static String id(Origin origin, TokenPath path, Subtree subtree) {
        PlanDigest digest = new PlanDigest()
                .text(origin.client())
                .scopes(origin.requested())
                .texts(origin.claims())
                .steps(path.edges())
                .text(subtree.digest())
                .number(origin.reservedBytes())
                .number(origin.hops().size());
        origin.hops().forEach(digest::hop);
        return base64(Arrays.copyOf(digest.finish(), ID_BYTES));
    }

    static Subtree subtree(PlannedContent content, Descent descent, List<Nested> below, List<CutEmbedding> cut) {
        byte[] said = said(content, descent);
        PlanDigest digest =
                new PlanDigest().bytes(said).texts(descent.conditions()).number(below.size());
        below.forEach(nested -> digest.step(nested.step()).text(nested.subtree().digest()));
        // Adds nothing if nothing is cut.
        cut.forEach(digest::cut);
        return new Subtree(base64(digest.finish()), contentDigest(said));
    }

    /**
     * Returns a digest that distinguishes a token's own content from its content in another plan, whatever is nested in it or cut from it.
     */
    static String content(PlannedContent content, Descent descent) {
        return contentDigest(said(content, descent));
    }

    private static String contentDigest(byte[] said) {
        return base64(Arrays.copyOf(said, CONTENT_BYTES));
    }

    /** Returns a token's own content. */
    private static byte[] said(PlannedContent content, Descent descent) {
        return new PlanDigest()
                .texts(content.audiences())
                .scopes(content.scopes())
                .number(descent.wholeLife().toSeconds())
                .number(content.confidential() ? 1 : 0)
                // What the budget cut was once part of a token's own content.
                .texts(List.of())
                .value(
                        content.confirmation() == null
                                ? List.of()
                                : List.of(
                                        content.confirmation().method(),
                                        content.confirmation().thumbprint()))
                .texts(descent.claims().brought())
                .value(descent.claims().constants())
                .finish();
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

    private PlanDigest hop(ExchangeHop hop) {
        steps(hop.path().edges()).scopes(hop.held());
        steps(hop.along() == null ? List.of() : List.of(hop.along()));
        PlanDigest requested = hop.requested() == null ? number(0) : number(1).scopes(hop.requested());
        // An odd number distinguishes it from the next hop, which would begin with an even one.
        return hop.without().isEmpty() ? requested : number(1).texts(hop.without());
    }

    private void cut(CutEmbedding cut) {
        step(cut.edge())
                .texts(cut.offer().conditions())
                .number(cut.authority().services().size());
        cut.authority()
                .services()
                .forEach((service, at) -> text(service).text(at.audience()).scopes(at.scopes()));
    }

    private PlanDigest steps(List<Edge> steps) {
        number(2L * steps.size());
        steps.forEach(this::step);
        return this;
    }

    private PlanDigest step(Edge step) {
        return text(step.holder()).text(step.callee());
    }

    private PlanDigest text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        sha256.update(bytes);
        return this;
    }

    private PlanDigest bytes(byte[] digest) {
        sha256.update(digest);
        return this;
    }

    private PlanDigest scopes(Scopes scopes) {
        return texts(scopes.toList());
    }

    private PlanDigest texts(Collection<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
        return this;
    }

    /** Adds a JSON value, as {@link matryoshka.graph.ClaimValues} holds it, with its type. */
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
