package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.security.SecureRandom;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.staleness.events.EventsResource;
import matryoshka.service.staleness.events.RecentEvents;
import matryoshka.service.staleness.events.Subscribers;
import matryoshka.service.staleness.webhooks.KeepSending;
import matryoshka.service.staleness.webhooks.SendDeliveries;
import matryoshka.service.staleness.webhooks.SignEvent;
import matryoshka.service.staleness.webhooks.WebhooksResource;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** Joins what tells others of versions, and of what they did to tokens: wiring only. */
final class StartEvents {
    private final Subscribers subscribers;
    private final KeepSending keepSending;

    /**
     * Brings it up.
     *
     * @param http for requests to webhooks
     */
    StartEvents(
            Foundation foundation,
            Stores stores,
            Snapshots snapshots,
            ClientPower clientPower,
            OutboundHttp http,
            SignEvent signEvent,
            SecureRandom random) {
        Environment environment = foundation.environment();
        subscribers =
                new Subscribers(new RecentEvents(stores.graphEvents(), foundation.memory()), foundation.workers());
        keepSending = new KeepSending(
                new SendDeliveries(
                        stores.deliveries(),
                        signEvent,
                        () -> snapshots.current().keys(),
                        http,
                        random::nextDouble),
                foundation.workers());
        environment.lifecycle().manage(keepSending);
        environment.lifecycle().manage(subscribers);
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle stopping) {
                // A server that stops waits for what it answers; these answers have no end of their own.
                if (stopping instanceof Server) {
                    subscribers.leaveAll();
                }
            }
        });
        environment.jersey().register(new EventsResource(subscribers));
        environment
                .jersey()
                .register(new WebhooksResource(
                        stores.webhooks(),
                        service -> snapshots.current().graph().service(service).isPresent(),
                        clientPower,
                        http.policy()));
    }

    /** When something was recorded. */
    void follow() {
        subscribers.follow();
        keepSending.call();
    }
}
