package matryoshka.service.platform.access;

import java.util.Optional;

/** Identifies callers of the admin API. */
@FunctionalInterface
public interface AdminCallers {
    /** Returns the caller that a token authenticates; empty if the token is not valid for this API. */
    Optional<AdminCaller> caller(String token);
}
