package matryoshka.service.graph.egress;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.VersionAnswer;
import matryoshka.service.graph.versions.VersionAnswer.Form;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /graph/services/{name}/egress}: the services that a service calls, where, and with which scopes. {@code POST} answers as
 * {@code GET} does, for clients whose authentication needs a form.
 */
@Path("/graph/services/{name}/egress")
public final class EgressResource {
    private final VersionAnswer graph;
    private final EgressReaders readers;

    public EgressResource(VersionAnswer graph, EgressReaders readers) {
        this.graph = graph;
        this.readers = readers;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Conditional
    public Response get(
            @PathParam("name") String name,
            @QueryParam("version") @Nullable String version,
            @QueryParam("client_id") @Nullable String clientId,
            @Context HttpServletRequest http,
            @Context HttpHeaders headers) {
        readers.admit(name, RequestHead.of(http), clientId);
        return answer(name, version, headers);
    }

    @POST
    @OAuthEndpoint
    @Produces(MediaType.APPLICATION_JSON)
    public Response post(
            @PathParam("name") String name,
            @QueryParam("version") @Nullable String version,
            @Context HttpServletRequest http,
            @Context HttpHeaders headers,
            @Nullable FormParameters body) {
        readers.admit(name, RequestHead.of(http), FormParameters.orNone(body));
        return answer(name, version, headers);
    }

    private Response answer(String name, @Nullable String version, HttpHeaders headers) {
        return graph.partOf(version, Form.JSON, headers, found -> egress(found, name));
    }

    private static byte[] egress(GraphVersion graph, String name) {
        if (!graph.document().services().containsKey(name)) {
            throw ProblemException.of(404, "The graph has no such service.");
        }
        return DocumentFormat.JSON.print(EgressJson.of(graph, name));
    }
}
