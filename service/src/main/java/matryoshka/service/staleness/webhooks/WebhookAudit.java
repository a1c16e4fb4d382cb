package matryoshka.service.staleness.webhooks;

import matryoshka.service.platform.access.AdminCaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the audit log who changed a webhook, and which deliveries were given up. Never logs the URL, since it may contain a secret. */
final class WebhookAudit {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private WebhookAudit() {}

    /** @param what the action, as one word */
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
