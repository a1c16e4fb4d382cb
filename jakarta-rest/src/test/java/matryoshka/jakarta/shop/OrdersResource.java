package matryoshka.jakarta.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletableFuture;
import matryoshka.jakarta.ReceivedTokens;
import matryoshka.jakarta.RequiresScope;
import matryoshka.resource.ReceivedToken;

/** Accepts orders and charges, and calls other services. */
@Path("/")
@RequiresScope("shop")
public class OrdersResource {
    private final Client client;

    /** @param client has the filter for the next hop */
    public OrdersResource(Client client) {
        this.client = client;
    }

    @POST
    @Path("orders")
    @RequiresScope("orders:place")
    public String place(@Context SecurityContext caller, @QueryParam("payments") String payments) {
        return "an order: "
                + client.target(payments)
                        .request()
                        .property(ReceivedTokens.PROPERTY, ReceivedTokens.of(caller))
                        .post(Entity.text("9.90"), String.class);
    }

    @POST
    @Path("charges")
    @RequiresScope({"payments:charge", "payments:read"})
    public String charge(@Context SecurityContext caller, String amount) {
        return amount + " charged for " + caller.getUserPrincipal().getName() + " by "
                + ReceivedTokens.of(caller).clientId();
    }

    @GET
    @Path("call")
    public String call(@Context SecurityContext caller, @QueryParam("url") String url) {
        return client.target(url)
                .request()
                .header("Authorization", "left as it is")
                .property(ReceivedTokens.PROPERTY, ReceivedTokens.of(caller))
                .get(String.class);
    }

    @GET
    @Path("call-without-property")
    public String callWithoutProperty(@QueryParam("url") String url) {
        return client.target(url)
                .request()
                .header("Authorization", "left as it is")
                .get(String.class);
    }

    @GET
    @Path("call-on-another-thread")
    public String callOnAnotherThread(@Context SecurityContext caller, @QueryParam("url") String url) {
        ReceivedToken received = ReceivedTokens.of(caller);
        return CompletableFuture.supplyAsync(() -> client.target(url)
                        .request()
                        .property(ReceivedTokens.PROPERTY, received)
                        .get(String.class))
                .join();
    }

    @GET
    @Path("roles")
    public String roles(@Context SecurityContext caller) {
        return caller.getAuthenticationScheme()
                + ' '
                + caller.isUserInRole("shop")
                + ' '
                + caller.isUserInRole("orders:place")
                + ' '
                + caller.isSecure();
    }

    @GET
    @Path("refunds")
    public String refunds(@Context SecurityContext caller) {
        ReceivedTokens.of(caller).requireScopes("orders:refund");
        return "refunded";
    }
}
