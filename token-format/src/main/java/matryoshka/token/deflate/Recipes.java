package matryoshka.token.deflate;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Deflates texts that are much alike, and remembers how. Thread-safe. */
public final class Recipes {
    /** Texts need different recipes if their subjects have different lengths. */
    private static final int MAX_REMEMBERED = 4;

    /** The memory for the codes of a recipe. Its matches take about as much as the text. */
    private static final long CODE_BYTES = 2_560;

    private final AtomicReferenceArray<Recipe> remembered = new AtomicReferenceArray<>(MAX_REMEMBERED);

    /** Returns the most memory that remembering texts of this many bytes takes, not counting their random runs. */
    public static long maxBytes(long textBytes) {
        return MAX_REMEMBERED * (CODE_BYTES + textBytes);
    }

    /** Returns the raw DEFLATE stream of a text. */
    public byte[] deflate(Text text) {
        int slot = Math.floorMod(text.start + text.zoneEnd(0), MAX_REMEMBERED);
        Recipe known = remembered.get(slot);
        byte[] deflated = known == null ? null : known.deflate(text);
        if (deflated == null) {
            Recipe recipe = Recipe.of(text);
            deflated = recipe.deflate(text);
            if (deflated == null) {
                throw new IllegalStateException("the recipe of a text suits it");
            }
            remembered.set(slot, recipe);
        }
        return deflated;
    }
}
