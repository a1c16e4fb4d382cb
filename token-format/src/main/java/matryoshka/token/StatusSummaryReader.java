package matryoshka.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a status summary. What this version does not know makes the summary incomplete, rather than less strict. */
final class StatusSummaryReader {
    private static final Set<String> REVOKED =
            Set.of(ClaimNames.JWT_ID, ClaimNames.CLIENT_ID, ClaimNames.SUBJECT, SummaryNames.CHAINS);
    private static final Set<String> ORIGINS =
            Set.of(ClaimNames.CLIENT_ID, SummaryNames.SUBJECT_PREFIX, SummaryNames.ENDED);

    private final ClaimReader claims;

    StatusSummaryReader(ClaimReader claims) {
        this.claims = claims;
    }

    StatusSummary summary() throws ClaimReader.Malformed {
        ClaimReader revoked = claims.object(SummaryNames.REVOKED);
        ClaimReader origins = claims.has(SummaryNames.ORIGINS) ? claims.object(SummaryNames.ORIGINS) : null;
        return new StatusSummary(
                claims.text(ClaimNames.ISSUER),
                claims.time(ClaimNames.ISSUED_AT),
                claims.time(ClaimNames.EXPIRES_AT),
                Duration.ofSeconds(claims.number(SummaryNames.TTL)),
                claims.number(SummaryNames.VERSION),
                stale(),
                new HashSet<>(claims.texts(SummaryNames.REFUSED)),
                revoked(revoked),
                origins == null ? null : origins(origins),
                claims.isTrue(SummaryNames.COMPLETE) && knowsAllOf(revoked, REVOKED) && knowsAllOf(origins, ORIGINS));
    }

    private static boolean knowsAllOf(@Nullable ClaimReader object, Set<String> known) {
        return object == null || known.containsAll(object.members().keySet());
    }

    private Map<String, List<StaleDirection>> stale() throws ClaimReader.Malformed {
        ClaimReader nodes = claims.object(SummaryNames.STALE);
        Map<String, List<StaleDirection>> stale = new HashMap<>();
        for (String node : nodes.members().keySet()) {
            List<String> texts = nodes.texts(node);
            stale.put(
                    node,
                    Arrays.stream(StaleDirection.values())
                            .filter(direction -> texts.contains(direction.text()))
                            .toList());
        }
        return stale;
    }

    private static RevokedTokens revoked(ClaimReader revoked) throws ClaimReader.Malformed {
        List<RevokedChains> chains = new ArrayList<>();
        for (ClaimReader some : revoked.objects(SummaryNames.CHAINS)) {
            chains.add(new RevokedChains(
                    some.text(SummaryNames.CHAIN_BEGUN_BY),
                    some.text(SummaryNames.CHAIN_REVOKED_BY),
                    some.optionalText(ClaimNames.AUDIENCE),
                    some.time(SummaryNames.CHAIN_BEGUN_UNTIL)));
        }
        return new RevokedTokens(
                new HashSet<>(revoked.texts(ClaimNames.JWT_ID)),
                times(revoked, ClaimNames.CLIENT_ID),
                times(revoked, ClaimNames.SUBJECT),
                chains);
    }

    private static RegisteredOrigins origins(ClaimReader origins) throws ClaimReader.Malformed {
        Map<String, Integer> clients = new HashMap<>();
        if (origins.has(ClaimNames.CLIENT_ID)) {
            ClaimReader registrations = origins.object(ClaimNames.CLIENT_ID);
            for (String client : registrations.members().keySet()) {
                clients.put(client, Math.toIntExact(registrations.number(client, ChainId.REGISTRATIONS)));
            }
        }
        return new RegisteredOrigins(
                clients, times(origins, SummaryNames.SUBJECT_PREFIX), new HashSet<>(origins.texts(SummaryNames.ENDED)));
    }

    private static Map<String, Instant> times(ClaimReader object, String name) throws ClaimReader.Malformed {
        Map<String, Instant> times = new HashMap<>();
        if (object.has(name)) {
            ClaimReader members = object.object(name);
            for (String member : members.members().keySet()) {
                times.put(member, members.time(member));
            }
        }
        return times;
    }
}
