package matryoshka.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import matryoshka.resource.Count;
import matryoshka.resource.ResourceServer;

/** What a {@link ResourceServer} counts: {@code matryoshka.resource.server}, with a tag {@code event} for each {@link Count}. */
public final class ResourceServerMetrics implements MeterBinder {
    private final ResourceServer server;

    public ResourceServerMetrics(ResourceServer server) {
        this.server = server;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Count count : Count.values()) {
            FunctionCounter.builder(
                            "matryoshka.resource.server",
                            server,
                            of -> of.counts().getOrDefault(count, 0L))
                    .description("Tokens received, refused and given for other services")
                    .tag("event", count.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
