package matryoshka.spring;

import matryoshka.resource.RefusedException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers requests whose handler calls {@link matryoshka.resource.ReceivedToken#requireScopes} in vain. */
@ControllerAdvice
@Order(0) // Before an application's own advice for all exceptions, which has no order.
final class RefusedExceptionAdvice {

    @ExceptionHandler
    ResponseEntity<Void> refused(RefusedException refusal) {
        HttpHeaders headers = new HttpHeaders();
        refusal.headers().forEach(headers::addAll);
        return ResponseEntity.status(refusal.status()).headers(headers).build();
    }
}
