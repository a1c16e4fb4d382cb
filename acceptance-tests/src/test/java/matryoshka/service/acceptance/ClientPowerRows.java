package matryoshka.service.acceptance;

import static matryoshka.service.acceptance.PowerWorld.status;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.Map;
import matryoshka.service.acceptance.PowerWorld.Actor;

/** What callers may do to clients, trusted issuers and webhooks. */
record ClientPowerRows(PowerWorld world) {
    private static final String ALL = "graph:write graph:publish-any clients:write keys:rotate tokens:introspect";

    List<PowerRow> clients() {
        return List.of(
                new PowerRow(
                        "register an ordinary client, for scopes of any service",
                        actor -> world.register(actor, world.fresh(), "wc-bank:pay")),
                new PowerRow("change its registration", actor -> world.change(actor, ordinary())),
                new PowerRow("make a secret for it", actor -> secret(actor, ordinary())),
                new PowerRow("disable it", actor -> disable(actor, ordinary())),
                new PowerRow("remove it", actor -> remove(actor, ordinary())),
                new PowerRow(
                        "register a client that may rotate keys",
                        actor -> world.register(actor, world.fresh(), "keys:rotate")),
                new PowerRow(
                        "register a client with `clients:write`",
                        actor -> world.register(actor, world.fresh(), "clients:write")),
                new PowerRow(
                        "register a client with `graph:write`",
                        actor -> world.register(actor, world.fresh(), "graph:write")),
                new PowerRow("change such a client", actor -> world.change(actor, world.client("graph:write"))),
                new PowerRow("make a secret for such a client", actor -> secret(actor, world.client("clients:write"))),
                new PowerRow("make a secret for another administrator", actor -> secret(actor, world.client(ALL))),
                new PowerRow("disable another administrator", actor -> disable(actor, world.client(ALL))),
                new PowerRow("remove another administrator", actor -> remove(actor, world.client(ALL))));
    }

    List<PowerRow> services() {
        return List.of(
                new PowerRow("register the client of a service", actor -> world.register(actor, world.safe(), "")),
                new PowerRow(
                        "register a client under the name of a removed service",
                        actor -> world.register(actor, world.gone(), "")),
                new PowerRow("change the registration of a service's client", ofSafe(world::change)),
                new PowerRow("make a secret for it", ofSafe(ClientPowerRows::secret)),
                new PowerRow("disable it", ofSafe(this::disable)),
                new PowerRow("remove it", ofSafe(ClientPowerRows::remove)),
                new PowerRow("change one's own registration", this::changeSelf),
                new PowerRow("make a secret for oneself", this::ownSecret),
                new PowerRow(
                        "disable oneself",
                        actor -> disable(actor, actor.client().clientId())),
                new PowerRow(
                        "remove oneself", actor -> remove(actor, actor.client().clientId())),
                new PowerRow("have the bank's events sent elsewhere", this::webhook),
                new PowerRow("remove the bank's webhook", this::removeWebhook),
                new PowerRow("register a trusted issuer", this::issuer),
                new PowerRow("change or remove a trusted issuer", this::changeIssuer));
    }

    List<PowerRow> revocations() {
        return List.of(
                new PowerRow("revoke all tokens of a user", actor -> revoke(actor, "subject", "wc:" + world.fresh())),
                new PowerRow(
                        "revoke all tokens of an ordinary client", actor -> revoke(actor, "client_id", ordinary())),
                new PowerRow(
                        "revoke all tokens of another administrator",
                        actor -> revoke(actor, "client_id", world.client(ALL))),
                new PowerRow(
                        "the same, naming the administrator as the subject",
                        actor -> revoke(actor, "subject", world.client(ALL))),
                new PowerRow("revoke all tokens of a service", actor -> revoke(actor, "client_id", world.safe())));
    }

    private String ordinary() throws Exception {
        return world.client("wc-bank:pay");
    }

    private static String secret(Actor actor, String id) throws Exception {
        return status(actor.api().post("/clients/" + id + "/secrets"));
    }

    private String disable(Actor actor, String id) throws Exception {
        return world.change(actor, id, "disabled", BooleanNode.TRUE);
    }

    private static String remove(Actor actor, String id) throws Exception {
        return status(actor.api().delete("/clients/" + id));
    }

    private interface Attempt {
        String on(Actor actor, String id) throws Exception;
    }

    /** Tries it on the client of a service that is there for this alone. */
    private PowerRow.Attempt ofSafe(Attempt attempt) {
        return actor -> {
            String service = world.safe();
            world.issuer.register(service, "");
            return attempt.on(actor, service);
        };
    }

    private String changeSelf(Actor actor) throws Exception {
        return world.change(actor, actor.client().clientId());
    }

    /** The first secret stays valid: a client can have two. */
    private String ownSecret(Actor actor) throws Exception {
        return secret(actor, actor.client().clientId());
    }

    private String webhook(Actor actor) throws Exception {
        String status = world.write(actor, "PUT", "/webhooks/wc-bank", Map.of("url", "https://elsewhere.example/"));
        world.admin.delete("/webhooks/wc-bank");
        return status;
    }

    private String removeWebhook(Actor actor) throws Exception {
        world.admin.send("PUT", "/webhooks/wc-bank", "application/json", "{\"url\": \"https://bank.example/\"}");
        String status = status(actor.api().delete("/webhooks/wc-bank"));
        world.admin.delete("/webhooks/wc-bank");
        return status;
    }

    private String issuer(Actor actor) throws Exception {
        String name = world.fresh();
        String status = world.write(actor, "POST", "/issuers", issuer(name));
        world.admin.delete("/issuers/" + name);
        return status;
    }

    private String changeIssuer(Actor actor) throws Exception {
        String name = world.fresh();
        world.write(new Actor("", world.app, world.admin), "POST", "/issuers", issuer(name));
        String changed = world.write(actor, "PUT", "/issuers/" + name, issuer(name));
        String removed = status(actor.api().delete("/issuers/" + name));
        world.admin.delete("/issuers/" + name);
        return changed.equals("403") && removed.equals("403") ? "403" : changed + ", " + removed;
    }

    private static Map<String, Object> issuer(String name) {
        return Map.of(
                "name",
                name,
                "issuer",
                "https://" + name + ".example",
                "jwks_uri",
                "https://" + name + ".example/keys",
                "audiences",
                List.of("us"),
                "types",
                List.of("id_token"));
    }

    private String revoke(Actor actor, String kind, String value) throws Exception {
        return world.write(actor, "POST", "/revocations", Map.of(kind, value));
    }
}
