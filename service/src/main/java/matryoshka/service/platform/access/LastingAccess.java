package matryoshka.service.platform.access;

import jakarta.ws.rs.core.SecurityContext;

/** For an answer that takes long: whether the caller may still have it. */
@FunctionalInterface
public interface LastingAccess {
    /** Whether the token that the request bore is still a good one, and of the required scope. */
    boolean isStillGood();

    /** That of the caller of a method that {@link RequiresScope}. */
    static LastingAccess of(SecurityContext security) {
        if (security instanceof LastingAccess access) {
            return access;
        }
        throw new IllegalStateException("a method without @RequiresScope asks how long it may be called");
    }
}
