package matryoshka.service.start;

import com.codahale.metrics.Gauge;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.graph.versions.VersionTags;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.staleness.events.EventsResource;
import matryoshka.service.staleness.events.JdbiGraphEvents;
import matryoshka.service.staleness.events.RecentEvents;
import matryoshka.service.staleness.events.Subscribers;
import matryoshka.service.staleness.webhooks.JdbiDeliveries;
import matryoshka.service.staleness.webhooks.JdbiWebhooks;
import matryoshka.service.staleness.webhooks.KeepSending;
import matryoshka.service.staleness.webhooks.SendDeliveries;
import matryoshka.service.staleness.webhooks.SignEvent;
import matryoshka.service.staleness.webhooks.WebhooksResource;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** Wires the event stream and the webhooks, which tell others about graph versions and their effects on tokens. */
final class EventsArea {
    private final Platform platform;
    private final Snapshots snapshots;
    private final OutboundHttp http;
    private final Subscribers subscribers;
    private final KeepSending keepSending;

    EventsArea(Platform platform, Snapshots snapshots, KeysArea keys, OutboundHttp http) {
        this.platform = platform;
        this.snapshots = snapshots;
        this.http = http;
        this.subscribers = new Subscribers(
                new RecentEvents(new JdbiGraphEvents(platform.jdbi()), platform.memory()), platform.workers());
        this.keepSending = new KeepSending(
                new SendDeliveries(
                        new JdbiDeliveries(platform.jdbi()),
                        new SignEvent(keys.signStatements(), platform.issuer()),
                        () -> snapshots.current().keys(),
                        http,
                        platform.audit(),
                        platform.random()::nextDouble),
                platform.workers());
    }

    /** Registers the endpoints, and starts sending. */
    void join(ClientPower power, VersionTags tags) {
        platform.manage(keepSending);
        platform.manage(subscribers);
        platform.environment().metrics().gauge("matryoshka.events.listeners", () ->
                (Gauge<Integer>) subscribers::count);
        platform.environment().lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle stopping) {
                // A stopping server waits for open responses; these have no end of their own.
                if (stopping instanceof Server) {
                    subscribers.leaveAll();
                }
            }
        });
        platform.register(new EventsResource(subscribers, tags));
        platform.register(new WebhooksResource(
                new JdbiWebhooks(platform.jdbi()),
                service -> snapshots.current().graph().service(service).isPresent(),
                power,
                http.policy(),
                platform.audit()));
    }

    /** Sends newly recorded events. */
    void follow() {
        subscribers.follow();
        keepSending.call();
    }
}
