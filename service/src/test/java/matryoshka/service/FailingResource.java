package matryoshka.service;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import matryoshka.graph.Violation;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import org.jdbi.v3.core.ConnectionException;

/** Fails as it is asked to. */
@Path("/failing")
@Produces(MediaType.APPLICATION_JSON)
public final class FailingResource {
    /** A body to read. */
    public record Body(String name, Map<String, Integer> counts) {}

    @GET
    @Path("/{how}")
    public String fail(@PathParam("how") String how, @QueryParam("version") @DefaultValue("1") int version) {
        return switch (how) {
            case "problem" ->
                throw new ProblemException(Problem.of(422, "Two rules are broken.")
                                .withViolations(
                                        List.of(new Violation("/services/a", "unknown-name", "No such service.")))
                                .with("version", 17))
                        .withHeader("ETag", "\"17\"");
            case "database" -> throw new ConnectionException(new SQLException("password hush refused", "08001"));
            case "bug" -> throw new IllegalStateException("hush");
            case "error" -> throw new StackOverflowError("hush");
            case "unavailable" -> throw new ServiceUnavailableException(7L, new IllegalStateException("hush"));
            case "cacheable" ->
                throw new jakarta.ws.rs.WebApplicationException(Response.ok("\"fine\"")
                        .header("Cache-Control", "max-age=60")
                        .build());
            default -> "\"fine " + version + "\"";
        };
    }

    @PUT
    public Body put(Body body) {
        return body;
    }
}
