package matryoshka.example.shop;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import matryoshka.jakarta.NextHopFilter;
import matryoshka.jakarta.ReceivedTokens;
import matryoshka.jakarta.RequiresScope;

/**
 * Finances orders. With Jakarta REST: filters verify tokens, and present the next ones. The token for the ledger is got by exchange, since
 * that call is too rare to be embedded; here it makes no difference.
 */
@Path("/loans")
public class Bank {
    private final Client client = ClientBuilder.newClient().register(new NextHopFilter());
    private final Town town;

    Bank(Town town) {
        this.town = town;
    }

    @POST
    @RequiresScope("bank:finance")
    public String finance(@Context SecurityContext caller) {
        return client.target(town.uri("ledger", "/bookings"))
                .request()
                .property(ReceivedTokens.PROPERTY, ReceivedTokens.of(caller))
                .post(Entity.text("a loan"), String.class);
    }
}
