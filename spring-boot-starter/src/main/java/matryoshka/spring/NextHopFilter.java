package matryoshka.spring;

import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.resource.ReceivedToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Does for a {@code WebClient} what {@link NextHopInterceptor} does. The token is that of the request's attribute, else of the reactive
 * security context, else of the thread that subscribes.
 */
public final class NextHopFilter implements ExchangeFilterFunction {

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        Optional<ReceivedToken> ofThread = ReceivedTokens.current();
        Supplier<Mono<ReceivedToken>> ofContext = () -> ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .flatMap(authentication -> Mono.justOrEmpty(ReceivedTokens.of(authentication)))
                .switchIfEmpty(Mono.justOrEmpty(ofThread));
        return ReceivedTokens.ofAttribute(
                        request.attribute(ReceivedTokens.ATTRIBUTE).orElse(null))
                .map(Mono::just)
                .orElseGet(ofContext)
                .flatMap(received -> authorized(request, received))
                .defaultIfEmpty(request)
                .flatMap(next::exchange);
    }

    /** An exchange at the issuer blocks, so it must not run on an event loop. */
    private static Mono<ClientRequest> authorized(ClientRequest request, ReceivedToken received) {
        return Mono.fromCallable(() -> received.tokenIfListed(request.url())
                        .map(token -> ClientRequest.from(request)
                                .headers(headers -> TokenHeaders.set(headers, token, request.method(), request.url()))
                                .build())
                        .orElse(request))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
