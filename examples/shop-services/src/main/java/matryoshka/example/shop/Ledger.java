package matryoshka.example.shop;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import matryoshka.jakarta.RequiresScope;

/** The bank's books. With Jakarta REST. */
@Path("/bookings")
public class Ledger {
    @POST
    @RequiresScope("ledger:book")
    public String book(String loan) {
        return loan + " is booked";
    }
}
