package matryoshka.token;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a token permits its presenter. Throws {@code IllegalArgumentException} for a custom claim with a reserved name, and without an
 * audience.
 *
 * @param audiences the members' audiences, sorted; at least one
 * @param scopes scopes of these audiences; no claim if empty
 * @param claims custom claims: {@code String}, {@code Boolean}, {@code Long}, {@code BigDecimal}, {@code List} or {@code Map} of these
 * @param exchange audiences that the size budget cut, sorted; no claim if empty
 */
public record Granted(
        List<String> audiences, SortedSet<String> scopes, SortedMap<String, Object> claims, List<String> exchange) {

    public Granted {
        audiences = sorted(audiences);
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
        exchange = sorted(exchange);
        if (audiences.isEmpty()) {
            throw new IllegalArgumentException("a token needs an audience");
        }
        if (!Collections.disjoint(claims.keySet(), ClaimNames.RESERVED)) {
            throw new IllegalArgumentException("a custom claim has a reserved name");
        }
    }

    /** Creates a grant of scopes at one audience, and nothing else. */
    public static Granted of(String audience, Collection<String> scopes) {
        return new Granted(List.of(audience), new TreeSet<>(scopes), new TreeMap<>(Map.of()), List.of());
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }
}
