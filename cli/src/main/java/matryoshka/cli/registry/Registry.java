package matryoshka.cli.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.Request;

/**
 * One of the issuer's registries.
 *
 * @param path its path
 * @param list the member with the entries in the response to a list
 * @param id the member with an entry's id
 * @param noun the word for an entry, for people
 * @param columns the members that a list shows to people
 * @param readOnly the members that a changed registration must not contain
 */
public record Registry(String path, String list, String id, String noun, List<String> columns, Set<String> readOnly) {
    public static final Registry CLIENTS = new Registry(
            "/clients",
            "clients",
            "client_id",
            "client",
            List.of("client_id", "client_name", "scope", "grant_types", "token_endpoint_auth_method", "disabled"),
            Set.of("client_id_issued_at"));
    public static final Registry ISSUERS = new Registry(
            "/issuers",
            "issuers",
            "name",
            "trusted issuer",
            List.of("name", "issuer", "audiences", "types", "clients", "configured"),
            Set.of("configured"));

    Answer all(AdminApi api) {
        return api.send(Request.get(path)).orFail();
    }

    Answer one(AdminApi api, String name) {
        return api.send(Request.get(at(name))).orFail();
    }

    Answer register(AdminApi api, ObjectNode registration) {
        return api.send(Request.post(path, registration)).orFail();
    }

    /** @param read the response that the change is based on, so that nobody else's change is overwritten */
    Answer change(AdminApi api, String name, Answer read, ObjectNode registration) {
        Request request = Request.put(at(name), registration);
        read.entityTag().ifPresent(tag -> request.with("If-Match", tag));
        return api.send(request).orFail();
    }

    void remove(AdminApi api, String name) {
        api.send(Request.delete(at(name))).orFail();
    }

    Answer addSecret(AdminApi api, String name) {
        return api.send(Request.post(at(name) + "/secrets", new byte[0])).orFail();
    }

    Answer keys(AdminApi api, String name) {
        return api.send(Request.get(at(name) + "/keys")).orFail();
    }

    Answer fetchKeys(AdminApi api, String name) {
        return api.send(Request.post(at(name) + "/keys", new byte[0])).orFail();
    }

    private String at(String name) {
        return path + "/" + Form.pathSegment(name);
    }
}
