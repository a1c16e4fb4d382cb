package matryoshka.example.shop;

import java.util.Map;
import matryoshka.resource.ResourceServer;
import matryoshka.spring.ResourceServerCustomizer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A service that is an application of Spring Boot. What is here as a map would be its {@code application.properties}. */
final class SpringService {
    private SpringService() {}

    static ConfigurableApplicationContext start(Class<?> application, Place place) {
        Town town = place.town();
        ConfigurableApplicationContext service = new SpringApplicationBuilder(application)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of(
                        "matryoshka.issuer", town.issuer(),
                        "matryoshka.audience", place.audience(),
                        "matryoshka.client-id", place.name(),
                        "matryoshka.client-secret", place.secret(),
                        "matryoshka.status.stale", "reject-excess",
                        "server.address", "127.0.0.1",
                        "server.port", place.port(),
                        "logging.level.root", "error",
                        "spring.main.register-shutdown-hook", false))
                .initializers(context -> share((GenericApplicationContext) context, place))
                .run();
        Place.awaitIssuer(service.getBean(ResourceServer.class));
        return service;
    }

    private static void share(GenericApplicationContext context, Place place) {
        Town town = place.town();
        context.registerBean(Town.class, () -> town);
        context.registerBean(
                ResourceServerCustomizer.class,
                () -> builder -> builder.audit(town.journal().of(place.name())));
        context.registerBean(
                KafkaProducer.class,
                () -> new KafkaProducer<>(
                        Map.of("bootstrap.servers", town.broker()), new StringSerializer(), new StringSerializer()));
    }
}
