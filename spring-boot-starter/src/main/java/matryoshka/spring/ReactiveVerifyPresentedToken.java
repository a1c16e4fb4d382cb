package matryoshka.spring;

import matryoshka.resource.ResourceServer;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Verifies the token of a request of WebFlux. Off the event loop: now and then the issuer's keys must be fetched first. */
final class ReactiveVerifyPresentedToken implements ReactiveAuthenticationManager {
    private final VerifyPresentedToken verify;

    ReactiveVerifyPresentedToken(ResourceServer server) {
        this.verify = new VerifyPresentedToken(server);
    }

    @Override
    public Mono<Authentication> authenticate(Authentication authentication) {
        return verify.supports(authentication.getClass())
                ? Mono.fromCallable(() -> verify.authenticate(authentication)).subscribeOn(Schedulers.boundedElastic())
                : Mono.empty();
    }
}
