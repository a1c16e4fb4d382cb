package matryoshka.service.tokens.phantom;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.planning.minting.IssuedToken;

/** Turns an issued token into the handle that its client gets in its place. */
public final class SealHandle {
    private final HandleCipher cipher;

    public SealHandle(HandleCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * Returns the handle of a token; empty if what it must say does not fit into {@link HandleCipher#MAX_LENGTH} characters.
     *
     * @param parameters of the request, for the conditions of dependencies
     */
    public Optional<String> seal(KeyRing keys, IssuedToken issued, SortedMap<String, String> parameters) {
        boolean depends = !MintedPlan.of(issued.plan()).conditions().isEmpty();
        return cipher.seal(
                keys,
                HandleContent.of(issued, depends ? parameters : new TreeMap<>()).bytes());
    }
}
