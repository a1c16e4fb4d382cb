package matryoshka.resource;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the egress of a service ({@code GET /graph/services/{name}/egress}). */
final class EgressJson {
    private static final String REUSE = "reuse";

    private EgressJson() {}

    /** Returns the callees; one that is called in two ways is listed twice, and is one here. */
    static Callees read(String json) throws ParseException {
        Map<String, Callee> callees = new LinkedHashMap<>();
        Map<String, Object>[] entries = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "egress");
        if (entries == null) {
            throw new ParseException("no egress", 0);
        }
        for (Map<String, Object> entry : entries) {
            Callee callee = callee(entry);
            callees.merge(
                    callee.service(),
                    callee,
                    (one, other) ->
                            new Callee(one.service(), one.audience(), one.hosts(), one.isReused() || other.isReused()));
        }
        return new Callees(List.copyOf(callees.values()));
    }

    private static Callee callee(Map<String, Object> entry) throws ParseException {
        List<String> hosts = JSONObjectUtils.getStringList(entry, "hosts");
        return new Callee(
                text(entry, "service"),
                text(entry, "audience"),
                // A host that this version cannot read gets no token.
                hosts == null
                        ? List.of()
                        : hosts.stream()
                                .flatMap(host -> HostPrefix.parse(host).stream())
                                .toList(),
                REUSE.equals(text(entry, "sharing")));
    }

    private static String text(Map<String, Object> entry, String name) throws ParseException {
        String text = JSONObjectUtils.getString(entry, name);
        if (text == null) {
            throw new ParseException("no " + name, 0);
        }
        return text;
    }
}
