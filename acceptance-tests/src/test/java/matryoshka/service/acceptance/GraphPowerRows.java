package matryoshka.service.acceptance;

import static matryoshka.service.acceptance.PowerWorld.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import matryoshka.service.acceptance.PowerWorld.Actor;
import matryoshka.service.testing.RunningIssuer;

/** What callers may do to the graph and to tokens. The bank has an owner. */
record GraphPowerRows(PowerWorld world) {

    List<PowerRow> graph() {
        return List.of(
                patch(
                        "add a service with names that are new",
                        "services: {FRESH: {owners: [wc-owner], scopes: {FRESH:x: ''}}}"),
                patch("add a scope to the bank", "services: {wc-bank: {scopes: {FRESH: ''}}}"),
                patch("remove a scope of the bank", "services: {wc-bank: {scopes: {wc-bank:pay: null}}}"),
                patch("remove or narrow a dependency to the bank", "dependencies: {wc-pay: null}"),
                patch(
                        "change lifetimes, descriptions and guard rails",
                        "{services: {wc-bank: {lifetime: PT1M}}," + " invariants: {wc-flat: {max_depth: 9}}}"),
                patch("add or widen a dependency to the bank", "dependencies: {wc-pay: {grants: [wc-bank:pay]}}"),
                patch("change the bank's owners", "services: {wc-bank: {owners: [wc-owner, wc-thief]}}"),
                patch("change its audience, keys or context", "services: {wc-bank: {audience: 'https://x.example'}}"),
                patch("remove it", "{services: {wc-bank: null}, dependencies: {wc-pay: null, wc-send: null}}"),
                patch(
                        "move a scope of the bank to another service",
                        "{services: {wc-bank: {scopes: {wc-bank:pay: null}},"
                                + " FRESH: {owners: [wc-owner], scopes: {wc-bank:pay: ''}}}}"),
                patch(
                        "take into use a scope that the bank gave up",
                        "services: {FRESH: {owners: [wc-owner], scopes: {wc-bank:old: ''}}}"),
                new PowerRow(
                        "publish a service under the name of a removed one",
                        actor -> world.patch(actor, "services: {" + world.gone() + ": {owners: [wc-owner]}}")),
                new PowerRow(
                        "publish a service under the id of a registered client",
                        actor -> world.patch(
                                actor, "services: {" + world.client("wc-bank:pay") + ": {owners: [wc-owner]}}")));
    }

    List<PowerRow> tokens() {
        return List.of(
                new PowerRow("learn by introspection what a token for the bank says", actor -> introspect(actor, "")),
                new PowerRow("see the tokens nested in it", actor -> introspect(actor, "&include=tokens")),
                new PowerRow("revoke it", this::revoke),
                new PowerRow("exchange it", this::exchange),
                new PowerRow("read the graph", actor -> status(actor.api().get("/graph"))),
                new PowerRow(
                        "read the registrations", actor -> status(actor.api().get("/clients"))));
    }

    private PowerRow patch(String what, String patch) {
        return new PowerRow(what, actor -> world.patch(actor, patch.replace("FRESH", world.fresh())));
    }

    private String introspect(Actor actor, String parameters) throws Exception {
        JsonNode told = actor.client().introspection(world.app.token(""), parameters);
        boolean yes = told.get("active").booleanValue() && (parameters.isEmpty() || told.has("tokens"));
        return yes ? "yes" : "no";
    }

    private String revoke(Actor actor) throws Exception {
        return status(new Revoking(actor.client().clientId(), actor.client().secret())
                .revoke(world.issuer, world.app.token("")));
    }

    private String exchange(Actor actor) throws Exception {
        return status(actor.client().exchange(world.app.token(""), "&scope=" + RunningIssuer.encoded("wc-bank:pay")));
    }
}
