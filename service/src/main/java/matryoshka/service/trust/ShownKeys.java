package matryoshka.service.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** Shows the keys of others as this instance knows them. */
record ShownKeys(IssuerKeys keys, Clock clock) {

    /** Returns the state of the keys as JSON. Fetches nothing. */
    ObjectNode state(KeySource source) {
        return KeySetJson.state(source.jwksUri(), keys.state(source), clock.instant());
    }

    /** Fetches the keys, at the pace at which tokens may cause fetches; {@code fetched} is false if they may not be fetched yet. */
    ObjectNode fetch(KeySource source) {
        boolean isFetched = keys.fetchAgain(source);
        return state(source).put("fetched", isFetched);
    }
}
