package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content of a token and its embedded ones without what differs in each minted token: ids and times. The lifetime remains. */
final class MintedContents {
    private static final List<String> OTHERWISE = List.of("jti", "iat", "exp", "txn", "graph", "status", "tokens");

    private MintedContents() {}

    /** By the path to each, from the outside in. */
    static Map<String, String> of(String token) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        content(contents, "", token);
        return contents;
    }

    private static String content(Map<String, String> contents, String place, String token) throws IOException {
        JsonNode claims = Revoking.payload(token);
        String here = place + "/" + claims.get("client_id") + claims.get("aud");
        ObjectNode said = claims.deepCopy();
        said.remove(OTHERWISE);
        said.put("life", claims.get("exp").longValue() - claims.get("iat").longValue());
        contents.put(here, "");
        List<String> nested = new ArrayList<>();
        for (JsonNode entry : NestedEntries.in(token)) {
            nested.add(content(contents, here, entry.get("token").textValue()));
        }
        String content = said + nested.toString();
        contents.put(here, content);
        return content;
    }
}
