package matryoshka.example.shop;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the services share: where the issuer, the broker and each of them is.
 *
 * @param issuer its URL
 * @param broker the address of Kafka
 * @param journal is told what they do
 */
record Town(URI issuer, String broker, Journal journal, Map<String, Place> places) {
    static final String PARCELS = "parcels";

    Town(URI issuer, String broker, Journal journal) {
        this(issuer, broker, journal, new TreeMap<>());
    }

    Place place(String service) {
        Place place = places.get(service);
        if (place == null) {
            throw new IllegalArgumentException("The shop has no service '" + service + "'.");
        }
        return place;
    }

    URI uri(String service, String path) {
        return place(service).uri(path);
    }
}
