package matryoshka.service.planning.minting;

import java.util.Optional;
import matryoshka.graph.plan.Budget;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;

/**
 * The planners for the two budgets.
 *
 * @param outside for tokens that clients hold, which must fit into a header on the internet
 * @param inside for tokens that are minted for handles, which travel between gateways and services only
 */
public record Planners(Planner outside, Planner inside) {

    /** Returns the planner for tokens of a client. */
    public Planner of(Client client) {
        return client.metadata().tokenFormat().equals(ClientMetadata.PHANTOM) ? inside : outside;
    }

    /**
     * Returns the planner that finds out what an earlier plan would be today.
     *
     * @param origin the client that began the chain; empty if it is no longer registered
     */
    public Planner today(Optional<Client> origin) {
        // The last one to exchange can have another format than the origin client. Where nothing is cut, the larger
        // budget gives the same
        // plan, and refuses none that was made.
        return outside.budget().overflow() == Budget.Overflow.REJECT
                ? inside
                : origin.map(this::of).orElse(outside);
    }
}
