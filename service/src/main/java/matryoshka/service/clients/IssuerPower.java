package matryoshka.service.clients;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import matryoshka.graph.BuiltIn;
import matryoshka.service.access.AdminCaller;

/**
 * What a client may do to the issuer itself. Whoever registers a client, or makes a secret for it, can act as it: were that not bounded by
 * the caller's own power, {@code clients:write} would be the power to become anybody.
 */
final class IssuerPower {
    private IssuerPower() {}

    /** What any of these states of a client may do and the caller may not. */
    static SortedSet<String> lacking(AdminCaller caller, ClientMetadata... states) {
        SortedSet<String> lacking = new TreeSet<>(BuiltIn.scopes());
        lacking.removeIf(scope -> caller.has(scope)
                || Stream.of(states).noneMatch(state -> state.scopes().contains(scope)));
        return lacking;
    }
}
