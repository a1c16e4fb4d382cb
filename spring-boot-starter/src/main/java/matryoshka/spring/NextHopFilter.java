package matryoshka.spring;

import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.http.ServiceNonces;
import matryoshka.resource.http.ServiceNonces.Presentation;
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
    private final ServiceNonces nonces = new ServiceNonces();

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
                .flatMap(received -> presentation(request, received))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(presented ->
                        presented.map(token -> send(request, token, next)).orElseGet(() -> next.exchange(request)));
    }

    /** An exchange at the issuer blocks, so it must not run on an event loop. */
    private Mono<Presentation> presentation(ClientRequest request, ReceivedToken received) {
        return Mono.fromCallable(() -> received.tokenIfListed(request.url()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(Mono::justOrEmpty)
                .map(token -> nonces.present(token, request.method().name(), request.url()));
    }

    private static Mono<ClientResponse> send(ClientRequest request, Presentation presented, ExchangeFunction next) {
        return next.exchange(with(request, presented))
                .flatMap(response -> TokenHeaders.after(
                                presented,
                                response.statusCode(),
                                response.headers().asHttpHeaders())
                        .map(again -> response.releaseBody().then(next.exchange(with(request, again))))
                        .orElseGet(() -> Mono.just(response)));
    }

    private static ClientRequest with(ClientRequest request, Presentation presented) {
        return ClientRequest.from(request)
                .headers(headers -> TokenHeaders.set(headers, presented))
                .build();
    }
}
