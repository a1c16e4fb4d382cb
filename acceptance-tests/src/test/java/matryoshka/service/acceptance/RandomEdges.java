package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random graphs, as documents, over six services whose names and scopes are always the same: {@code s0} to {@code s5}, each with the scopes
 * {@code :a} and {@code :b}. Some break a rule. The same seed gives the same ones.
 */
final class RandomEdges {
    static final int SERVICES = 6;
    private static final int MAX_EDGES = 9;

    private final Random random;

    RandomEdges(long seed) {
        this.random = new Random(seed);
    }

    /** A document with all services and no edges. */
    static ObjectNode services() {
        ObjectNode document = new ObjectMapper().createObjectNode();
        ObjectNode services = document.putObject("services");
        for (int number = 0; number < SERVICES; number++) {
            ObjectNode service = services.putObject("s" + number);
            service.put("audience", audience("s" + number));
            service.putObject("scopes").put("s" + number + ":a", "").put("s" + number + ":b", "");
        }
        document.putObject("dependencies");
        return document;
    }

    static String audience(String service) {
        return "https://" + service + ".example";
    }

    ObjectNode next() {
        ObjectNode document = services();
        for (int number = 0; number < SERVICES; number++) {
            ObjectNode service = (ObjectNode) document.at("/services/s" + number);
            if (random.nextInt(3) == 0) {
                service.put("context", "shared" + random.nextInt(2));
            }
            if (random.nextInt(3) == 0) {
                service.put("lifetime", "PT" + (60 + random.nextInt(300)) + "S");
            }
            if (random.nextInt(3) == 0) {
                service.putObject("keys").putObject("confirmation").put("jkt", "A".repeat(43));
            }
        }
        int edges = 3 + random.nextInt(MAX_EDGES - 2);
        for (int number = 0; number < edges; number++) {
            ((ObjectNode) document.get("dependencies")).set("e" + number, edge(document));
        }
        return document;
    }

    /** Returns the document with a random change, which does not always matter. */
    ObjectNode changed(ObjectNode before) {
        ObjectNode document = before.deepCopy();
        ObjectNode edges = (ObjectNode) document.get("dependencies");
        List<String> names = new ArrayList<>();
        edges.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        String service = "/services/s" + random.nextInt(SERVICES);
        switch (random.nextInt(10)) {
            case 0 -> edges.remove(name);
            case 1 -> edges.set(name, edge(document));
            case 2 -> edges.set("added", edge(document));
            case 3 -> edges.set("renamed", edges.remove(name));
            case 4 -> ((ObjectNode) edges.get(name)).put("lifetime", "PT30S");
            case 5 -> ((ObjectNode) document.at(service)).put("description", "another one");
            case 6 -> ((ObjectNode) edges.get(name)).put("lifetime", "PT" + (60 + random.nextInt(300)) + "S");
            case 7 -> claims((ObjectNode) edges.get(name), random.nextBoolean() ? "tier" : "nobody-has-it");
            case 8 -> ((ObjectNode) document.at(service)).put("lifetime", "PT" + (60 + random.nextInt(300)) + "S");
            default -> ((ObjectNode) document.at(service)).put("lifetime", "PT45S");
        }
        return document;
    }

    private ObjectNode edge(JsonNode document) {
        int from = random.nextInt(SERVICES);
        int to = (from + 1 + random.nextInt(SERVICES - 1)) % SERVICES;
        boolean oneContext = document.at("/services/s" + from).has("context")
                && document.at("/services/s" + from + "/context").equals(document.at("/services/s" + to + "/context"));
        String sharing = oneContext && random.nextBoolean() ? "reuse" : random.nextInt(4) == 0 ? "exchange" : "embed";
        ObjectNode edge =
                new ObjectMapper().createObjectNode().put("from", "s" + from).put("to", "s" + to);
        edge.put("sharing", sharing);
        if (random.nextInt(3) > 0) {
            edge.putArray("requires").add("s" + from + (random.nextInt(3) > 0 ? ":a" : ":b"));
        }
        var grants = edge.putArray("grants").add("s" + to + ":a");
        if (random.nextBoolean()) {
            grants.add("s" + to + ":b");
        }
        if (random.nextInt(5) == 0) {
            edge.putArray("clients").add("c0");
        }
        if (!sharing.equals("reuse")) {
            limit(edge);
        }
        return edge;
    }

    private void limit(ObjectNode edge) {
        if (random.nextInt(4) == 0) {
            edge.put("lifetime", "PT" + (30 + random.nextInt(60)) + "S");
        }
        if (random.nextInt(3) == 0) {
            claims(edge, "tier");
        }
    }

    private static void claims(ObjectNode edge, String passed) {
        ObjectNode claims = edge.putObject("claims");
        claims.putArray("pass").add(passed);
        claims.putObject("set").put("channel", "web");
    }
}
