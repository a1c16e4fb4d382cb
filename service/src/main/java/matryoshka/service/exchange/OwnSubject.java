package matryoshka.service.exchange;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.plan.Subject;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.staleness.JudgeTokens;
import matryoshka.token.ClaimNames;
import matryoshka.token.VerifiedToken;

/** A token of this issuer that may be exchanged, with what it was minted from. */
record OwnSubject(VerifiedToken token, JudgeTokens.Found found) {

    /** As the graph sees it. */
    Subject subject() {
        MintedPlan plan = found.use().plan();
        return new Subject(
                plan.origin(), plan.nodes().get(found.index()).level().way(), token.scopes());
    }

    String originClient() {
        return found.use().clientId();
    }

    /** Its claims but for those that the issuer alone sets. */
    SortedMap<String, Object> customClaims() {
        SortedMap<String, Object> custom = new TreeMap<>(token.claims());
        custom.keySet().removeAll(ClaimNames.RESERVED);
        custom.replaceAll((name, value) -> exact(value));
        return custom;
    }

    /** Claims are written with decimal numbers, and read with binary ones. */
    private static Object exact(Object value) {
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(OwnSubject::exact).toList();
        }
        if (value instanceof Map<?, ?> map) {
            SortedMap<String, Object> members = new TreeMap<>();
            map.forEach((name, member) -> members.put((String) name, exact(member)));
            return members;
        }
        return value;
    }
}
