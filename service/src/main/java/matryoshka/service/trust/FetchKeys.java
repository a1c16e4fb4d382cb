package matryoshka.service.trust;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.platform.outbound.OutboundOutcome;
import matryoshka.service.platform.outbound.OutboundOutcome.Answer;
import matryoshka.service.platform.outbound.OutboundOutcome.Failed;
import matryoshka.service.platform.outbound.OutboundRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the keys of an issuer or client. Logs whose they are and the reason if the set, or one of its keys, cannot be used. */
final class FetchKeys {
    private static final Logger LOG = LoggerFactory.getLogger(FetchKeys.class);
    private static final String ACCEPT = "application/jwk-set+json, application/json";
    private static final int MAX_BYTES = 512 * 1024;
    private static final int OK = 200;

    private final OutboundHttp http;
    private final Duration patience;

    /** @param patience how long a fetch may take */
    FetchKeys(OutboundHttp http, Duration patience) {
        this.http = http;
        this.patience = patience;
    }

    /** Fetches the keys. */
    CompletableFuture<PublishedKeys.Reading> fetch(KeySource source) {
        return http.send(OutboundRequest.get(Objects.requireNonNull(source.jwksUri()), ACCEPT, MAX_BYTES, patience))
                .thenApply(outcome -> keys(source, outcome));
    }

    private static PublishedKeys.Reading keys(KeySource source, OutboundOutcome outcome) {
        PublishedKeys.Reading reading = flaw(outcome)
                .<PublishedKeys.Reading>map(PublishedKeys.Reading.Refused::new)
                .orElseGet(() -> PublishedKeys.read(((Answer) outcome).body()));
        if (reading instanceof PublishedKeys.Reading.Refused refused) {
            LOG.warn("The keys of {} cannot be used: {}.", source.owner(), refused.reason());
            return refused;
        }
        PublishedKeys keys = ((PublishedKeys.Reading.Read) reading).keys();
        List<String> flaws = keys.flaws();
        if (!flaws.isEmpty()) {
            LOG.warn("Keys of {}: {} cannot be used; of the first, {}.", source.owner(), flaws.size(), flaws.get(0));
        } else if (keys.isEmpty()) {
            LOG.warn("The keys of {} cannot be used: the set has no key for signatures.", source.owner());
        }
        return reading;
    }

    private static Optional<String> flaw(OutboundOutcome outcome) {
        if (outcome instanceof Failed failed) {
            return Optional.of(
                    switch (failed.reason()) {
                        case FORBIDDEN_ADDRESS -> "jwks_uri leads to an address that is not allowed";
                        case TOO_SLOW -> "jwks_uri did not answer in time";
                        case TOO_LARGE -> "the body has more than " + MAX_BYTES + " bytes";
                        case UNREACHABLE -> "jwks_uri cannot be reached";
                        case BUSY -> "too many requests to that host are in progress";
                    });
        }
        Answer answer = (Answer) outcome;
        if (answer.status() != OK) {
            return Optional.of("jwks_uri answered with status " + answer.status());
        }
        return answer.isEncoded()
                ? Optional.of("the body is compressed, although that was not requested")
                : Optional.empty();
    }
}
