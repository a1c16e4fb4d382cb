package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.ClientKey;
import org.jspecify.annotations.Nullable;

/** The cases of category {@code client-assertion}: each is a valid assertion except for one thing. */
final class AssertionBadInputs {
    private static final String CLIENT = "asserting";
    private static final String PBES2 =
            "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"p2c\":2147483647,\"p2s\":\"AAAAAAAAAAA\"}";
    private static final String ZIPPED = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}";
    private static final int ATTEMPTS = 5;
    private static final long YEAR = 365 * 24 * 3_600L;

    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry("C-014", one(world -> world.asserted(unsigned(world)))),
            entry("C-016", one(world -> claiming(world, "exp", now() - 1))),
            entry("C-017", one(world -> claiming(world, "exp", null))),
            entry("C-018", one(world -> claiming(world, "aud", "https://other.example"))),
            entry("C-021", one(world -> claiming(world, "iss", "client"))),
            entry("C-022", one(world -> claiming(world, "sub", null))),
            entry("C-024", one(world -> claiming(world, "jti", null))),
            entry("C-025", one(world -> claiming(world, "nbf", now() + 3_600))),
            entry("C-026", one(world -> claiming(world, "exp", now() + 10 * YEAR))),
            entry("C-027", one(world -> claiming(world, "iat", now() - YEAR))),
            entry("C-030", one(world -> heading(world, Map.of("kid", "x' UNION SELECT 'k'--")))),
            entry("C-034", one(world -> heading(world, Map.of("crit", List.of("exp2"), "exp2", 1)))),
            entry("C-035", one(world -> world.asserted(unencoded(world)))),
            entry("C-037", one(world -> world.asserted(derSigned(world)))),
            entry("C-038", one(world -> world.asserted(jsonSerialized(world)))),
            entry("C-039", world -> List.of(world.asserted(padded(world)), world.asserted(good(world) + "\n"))),
            entry("C-042", AssertionBadInputs::hardToDecrypt),
            entry("C-043", one(world -> world.asserted(bomb()))),
            entry("C-044", one(world -> world.asserted(good(world), "&client_id=client"))),
            entry("C-046", one(AssertionBadInputs::signedByAnotherAlgorithm)));

    private AssertionBadInputs() {}

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String good(BadInputWorld world) {
        return world.assertingKey().assertion(CLIENT);
    }

    private static BadInputAnswer claiming(BadInputWorld world, String claim, @Nullable Object value) throws Exception {
        Map<String, Object> claims = ClientKey.claims(CLIENT);
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return world.asserted(world.assertingKey().signed(world.assertingKey().header(), claims));
    }

    private static BadInputAnswer heading(BadInputWorld world, Map<String, Object> members) throws Exception {
        Map<String, Object> header = world.assertingKey().header();
        header.putAll(members);
        return world.asserted(world.assertingKey().signed(header, ClientKey.claims(CLIENT)));
    }

    private static String unsigned(BadInputWorld world) {
        return ClientKey.joined("{\"alg\":\"none\"}") + "." + good(world).split("\\.", -1)[1] + ".";
    }

    /** As in RFC 7797: the unencoded payload is signed. */
    private static String unencoded(BadInputWorld world) {
        Map<String, Object> header = world.assertingKey().header();
        header.put("crit", List.of("b64"));
        header.put("b64", false);
        return world.assertingKey().signed(header, ClientKey.claims(CLIENT));
    }

    private static String derSigned(BadInputWorld world) {
        String good = good(world);
        int end = good.lastIndexOf('.');
        byte[] plain = Base64.getUrlDecoder().decode(good.substring(end + 1));
        byte[] der = new byte[plain.length + 6];
        der[0] = 0x30;
        der[1] = (byte) (plain.length + 4);
        for (int half = 0; half < 2; half++) {
            int at = 2 + half * 34;
            der[at] = 0x02;
            der[at + 1] = 32;
            System.arraycopy(plain, half * 32, der, at + 2, 32);
        }
        return good.substring(0, end + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(der);
    }

    private static String jsonSerialized(BadInputWorld world) {
        String[] parts = good(world).split("\\.", -1);
        return "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}".formatted((Object[]) parts);
    }

    /** A header of such a length that its encoding has room for padding. */
    private static String padded(BadInputWorld world) {
        String good = good(world);
        int end = good.indexOf('.');
        return good.substring(0, end)
                + "=".repeat((4 - end % 4) % 4 == 0 ? 4 : (4 - end % 4) % 4)
                + good.substring(end);
    }

    /** Returns the fastest time, since it is affected least by other load on the machine. */
    private static List<BadInputAnswer> hardToDecrypt(BadInputWorld world) throws Exception {
        List<BadInputAnswer> answers = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            answers.add(world.asserted(ClientKey.joined(PBES2, "key", "iv", "text", "tag")));
        }
        answers.sort(Comparator.comparing(BadInputAnswer::took).reversed());
        return answers;
    }

    private static String bomb() {
        return ClientKey.joined(ZIPPED, "key", "iv", "text".repeat(500), "tag");
    }

    private static BadInputAnswer signedByAnotherAlgorithm(BadInputWorld world) throws Exception {
        ClientKey rsa = ClientKey.of("RS256");
        return world.asserted(rsa.signed(rsa.header(), ClientKey.claims(CLIENT)));
    }
}
