package matryoshka.service.platform.access;

import jakarta.ws.rs.core.SecurityContext;

/** For responses that take long: tells whether the caller is still authorized. */
@FunctionalInterface
public interface LastingAccess {
    /** Returns whether the token of the request is still valid and still has the required scope. */
    boolean isStillGood();

    /** Returns the access of the caller of a method that {@link RequiresScope}. */
    static LastingAccess of(SecurityContext security) {
        if (security instanceof LastingAccess access) {
            return access;
        }
        throw new IllegalStateException("a method without @RequiresScope asked how long access lasts");
    }
}
