package matryoshka.graph.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.Sorted;
import matryoshka.graph.power.AuthorityWidening.Kind;
import matryoshka.graph.power.Precedents.FormerHolder;

/**
 * The authority that comes with names that a change takes into use. Clients, plans and tokens may know a name from the past, or it may be a
 * client's id: another service would get what was entrusted to that name.
 */
final class NamesTaken {
    private NamesTaken() {}

    /** @param taken each with the service that has it now */
    static List<AuthorityWidening> power(SortedMap<GraphName, String> taken, Precedents precedents) {
        List<AuthorityWidening> given = new ArrayList<>();
        if (taken.isEmpty()) {
            return given;
        }
        Map<GraphName, FormerHolder> released = precedents.released(taken.keySet());
        taken.forEach((name, service) -> {
            FormerHolder former = released.get(name);
            if (former != null) {
                given.add(new AuthorityWidening(
                        kind(name), service, former.service(), former.owners(), sentence(name, service, former)));
            }
        });
        SortedSet<String> services = Sorted.set(taken.keySet().stream()
                .filter(name -> name.kind() == GraphName.Kind.SERVICE)
                .map(GraphName::text)
                .toList());
        if (!services.isEmpty()) {
            precedents
                    .clients(services)
                    .forEach(id -> given.add(new AuthorityWidening(
                            Kind.CLIENT_BECOMES_SERVICE,
                            id,
                            id,
                            Sorted.set(List.of(id)),
                            "A client \"%s\" is registered and would become this service.".formatted(id))));
        }
        return given;
    }

    private static Kind kind(GraphName name) {
        return switch (name.kind()) {
            case SERVICE -> Kind.SERVICE_REVIVED;
            case SCOPE -> Kind.SCOPE_REVIVED;
            case AUDIENCE -> Kind.AUDIENCE_REVIVED;
        };
    }

    private static String sentence(GraphName name, String service, FormerHolder former) {
        return name.kind() == GraphName.Kind.SERVICE
                ? "A service \"%s\" was removed, and a new one would get its name.".formatted(name.text())
                : "The %s \"%s\", which belonged to \"%s\" before, would now belong to \"%s\"."
                        .formatted(name.kind().word(), name.text(), former.service(), service);
    }
}
