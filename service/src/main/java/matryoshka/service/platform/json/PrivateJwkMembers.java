package matryoshka.service.platform.json;

import java.util.Set;

/** The private members of a JWK (RFC 7518 §6.2.2, §6.3.2 and §6.4). */
public final class PrivateJwkMembers {
    public static final Set<String> NAMES = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private PrivateJwkMembers() {}
}
