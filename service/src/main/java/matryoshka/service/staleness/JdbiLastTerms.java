package matryoshka.service.staleness;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.ExcessPolicy;
import org.jdbi.v3.core.Jdbi;

/** Reads the last terms of dependencies from PostgreSQL. */
public final class JdbiLastTerms implements LastTerms {
    private final Jdbi jdbi;

    public JdbiLastTerms(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Map<String, ExcessPolicy> excess(Set<String> dependencies) {
        Map<String, ExcessPolicy> excess = new HashMap<>();
        jdbi.useHandle(database -> database.createQuery("""
                        select distinct on (name) name, excess
                        from graph_dependency
                        where name = any(:names)
                        order by name, from_version desc
                        """)
                .bindArray("names", String.class, dependencies)
                .map((row, context) -> {
                    String policy = row.getString("excess");
                    return policy == null
                            ? null
                            : excess.put(row.getString("name"), ExcessPolicy.valueOf(policy.toUpperCase(Locale.ROOT)));
                })
                .list());
        return excess;
    }
}
