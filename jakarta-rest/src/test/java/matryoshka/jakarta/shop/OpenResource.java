package matryoshka.jakarta.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import matryoshka.jakarta.ReceivedTokens;

/** Says nothing of tokens. */
@Path("/open")
public class OpenResource {
    @GET
    public String open() {
        return "open";
    }

    @GET
    @Path("caller")
    public String caller(@Context SecurityContext caller) {
        return ReceivedTokens.of(caller).subject();
    }
}
