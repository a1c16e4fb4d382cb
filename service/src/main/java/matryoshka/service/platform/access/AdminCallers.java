package matryoshka.service.platform.access;

import java.util.Optional;

/** Tells who calls the admin API. */
@FunctionalInterface
public interface AdminCallers {
    /** The caller that a token speaks for; empty when it is no token for this API. */
    Optional<AdminCaller> caller(String token);
}
