package matryoshka.service.staleness.webhooks;

import matryoshka.service.platform.access.AdminCaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the audit log who changed where resource servers are told, and what they were never told. A URL may hold a secret: it is not told. */
final class WebhookAudit {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private WebhookAudit() {}

    /** @param what was done, as one word */
    static void changed(String what, String service, AdminCaller caller) {
        AUDIT.info("webhook {} service={} by={}", what, service, caller.clientId());
    }

    static void gaveUp(Delivery delivery) {
        AUDIT.warn(
                "webhook given up service={} version={} attempts={}",
                delivery.service(),
                delivery.version(),
                delivery.attempts());
    }
}
