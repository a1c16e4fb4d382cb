package matryoshka.service;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The directions of dependencies, and naming rules. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("matryoshka");

    private static final String GRAPH = "matryoshka.graph..";
    private static final String TOKEN = "matryoshka.token..";
    private static final String SERVICE = "matryoshka.service..";
    private static final String EMBEDDED_POSTGRES = "matryoshka.embeddedpostgres..";
    private static final String START = "matryoshka.service.start..";
    private static final String PLATFORM = "matryoshka.service.platform.";

    private static final List<String> ABOVE_PLANNING = List.of("commands", "start", "tokens", "staleness", "graph");
    private static final List<String> ABOVE_SNAPSHOT = and(ABOVE_PLANNING, "planning", "revocation");
    private static final List<String> ABOVE_CLIENTS = and(ABOVE_SNAPSHOT, "trust", "snapshot");

    /** The floors of the service, and the higher ones that may use each. */
    private static final Map<String, List<String>> USED_BY = Map.ofEntries(
            Map.entry("commands", List.of()),
            Map.entry("start", List.of("commands")),
            Map.entry("tokens", List.of("commands", "start")),
            Map.entry("staleness", List.of("commands", "start", "tokens")),
            Map.entry("graph", List.of("commands", "start", "tokens", "staleness")),
            Map.entry("planning", ABOVE_PLANNING),
            Map.entry("revocation", ABOVE_PLANNING),
            Map.entry("trust", ABOVE_SNAPSHOT),
            Map.entry("snapshot", ABOVE_SNAPSHOT),
            Map.entry("clients", ABOVE_CLIENTS),
            Map.entry("keys", ABOVE_CLIENTS),
            Map.entry("platform", and(ABOVE_CLIENTS, "clients", "keys")));

    @Test
    void the_graph_module_depends_on_graphs_only() {
        check(classes()
                .that()
                .resideInAPackage(GRAPH)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jgrapht..", "org.jspecify..", GRAPH));
    }

    @Test
    void the_graph_library_is_used_only_to_find_cycles() {
        check(noClasses()
                .that(areNot("EmbedCycles"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jgrapht.."));
    }

    @Test
    void tokens_depend_neither_on_graphs_nor_on_the_service() {
        check(noClasses()
                .that()
                .resideInAPackage(TOKEN)
                .should()
                .dependOnClassesThat(are(resideInAPackage("matryoshka..")).and(not(resideInAPackage(TOKEN)))));
    }

    @Test
    void the_development_database_depends_on_no_other_module() {
        check(noClasses()
                .that()
                .resideInAPackage(EMBEDDED_POSTGRES)
                .should()
                .dependOnClassesThat(
                        are(resideInAPackage("matryoshka..")).and(not(resideInAPackage(EMBEDDED_POSTGRES)))));
    }

    @Test
    void only_the_start_uses_the_development_database() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(EMBEDDED_POSTGRES, START)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EMBEDDED_POSTGRES));
    }

    @Test
    void a_lower_floor_uses_no_higher_one() {
        LayeredArchitecture floors = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String floor : USED_BY.keySet()) {
            floors = floors.layer(floor).definedBy(floor(floor));
        }
        for (Map.Entry<String, List<String>> floor : USED_BY.entrySet()) {
            floors = floor.getValue().isEmpty()
                    ? floors.whereLayer(floor.getKey()).mayNotBeAccessedByAnyLayer()
                    : floors.whereLayer(floor.getKey())
                            .mayOnlyBeAccessedByLayers(floor.getValue().toArray(String[]::new));
        }
        check(floors);
    }

    @Test
    void every_class_is_on_a_floor() {
        check(classes()
                .that()
                .resideInAPackage(SERVICE)
                .should()
                .resideInAnyPackage(
                        USED_BY.keySet().stream().map(ArchitectureTest::floor).toArray(String[]::new)));
    }

    @Test
    void packages_have_no_cycles() {
        check(slices().matching("matryoshka.service.(*)..").should().beFreeOfCycles());
        check(slices().matching("matryoshka.service.(*.*)..").should().beFreeOfCycles());
    }

    @Test
    void only_the_graph_reads_graph_documents() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(floor("graph"), START)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("matryoshka.service.graph.document"));
    }

    @Test
    void time_and_chance_are_handed_in() {
        check(noClasses()
                .that(areNot("IssuerApplication"))
                .and()
                .resideInAnyPackage(GRAPH, TOKEN, SERVICE)
                .should()
                .accessTargetWhere(
                        describe("is the clock or the source of chance of the machine", access -> isAmbient(access))));
    }

    @Test
    void all_background_work_is_a_worker() {
        check(noClasses()
                .that(areNot("StartDatabase|OutboundHttp"))
                .and()
                .resideInAPackage(SERVICE)
                .and()
                .resideOutsideOfPackage(PLATFORM + "background")
                .should()
                .dependOnClassesThat(describe(
                        "run something by themselves",
                        type -> Set.of(
                                        "java.util.Timer",
                                        "java.util.concurrent.ScheduledExecutorService",
                                        "org.eclipse.jetty.util.thread.ScheduledExecutorScheduler")
                                .contains(type.getName())))
                .orShould()
                .callConstructorWhere(
                        describe("makes a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class))));
    }

    @Test
    void a_name_says_what_something_is_for() {
        check(noClasses()
                .should()
                .haveNameMatching(".*[.$](\\w+(Impl|Utils?|Helpers?|Managers?)|(Base|Abstract)[A-Z]\\w*)"));
    }

    @Test
    void sql_is_only_in_jdbi_classes_and_rows() {
        check(noClasses()
                .that(areNot("(Jdbi|Postgres)\\w+|\\w*Rows|RowChanges|Outages"))
                .and()
                .resideInAPackage(SERVICE)
                .and()
                .resideOutsideOfPackages(PLATFORM + "database", START)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..", "org.postgresql.."));
    }

    /** Error Prone's DefaultLocale finds all other uses, but not of formats that are no constants. */
    @Test
    void nothing_that_leaves_the_process_uses_the_default_locale() throws IOException {
        check(noClasses()
                .should()
                .callMethod(HealthCheck.ResultBuilder.class, "withMessage", String.class, Object[].class)
                .orShould()
                .callMethod(HealthCheck.Result.class, "healthy", String.class, Object[].class)
                .orShould()
                .callMethod(HealthCheck.Result.class, "unhealthy", String.class, Object[].class));
        for (String module : List.of("graph-model", "token-format", "embedded-postgres", "cli", "service")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".java")))
                        .allSatisfy(file -> assertThat(Files.readString(file))
                                .as(file + " makes a format from something that is no constant")
                                .doesNotContainPattern("[a-z)]\\.formatted\\("));
            }
        }
    }

    @Test
    void http_is_at_the_edge() {
        check(noClasses()
                .that(
                        areNot(
                                "\\w+(Resource|Filter|Mapper|Feature|Parameters|Answer)|FormParametersReader|OAuthEndpoint|MediaTypes"))
                .and()
                .resideInAPackage(SERVICE)
                .and(not(resideInAnyPackage(PLATFORM + "problems", PLATFORM + "access", PLATFORM + "http")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs.."));
        check(noClasses()
                .that(areNot("\\w+(Resource|Filter)|RequestHead|RequestThreads|PrometheusServlet"))
                .and()
                .resideInAPackage(SERVICE)
                .and(not(resideInAnyPackage("matryoshka.service", START)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet.."));
    }

    /** The packages of a floor. The commands, which start everything, stand on top of the floors. */
    private static String floor(String name) {
        return name.equals("commands") ? "matryoshka.service" : "matryoshka.service." + name + "..";
    }

    private static List<String> and(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    /** Classes, with those nested in them, whose simple name is not of this pattern. */
    private static DescribedPredicate<JavaClass> areNot(String pattern) {
        return describe("are not " + pattern, type -> {
            String name = type.getName().substring(type.getPackageName().length() + 1);
            return !name.replaceFirst("[$].*", "").matches(pattern);
        });
    }

    private static boolean isAmbient(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        boolean now = owner.startsWith("java.time.")
                && name.equals("now")
                && access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget call
                && call.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        return now
                || (owner.equals("java.time.Clock") && name.startsWith("system"))
                || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                || (Set.of("java.security.SecureRandom", "java.util.Random").contains(owner) && name.equals("<init>"))
                || (owner.equals("java.security.SecureRandom") && name.startsWith("getInstance"))
                || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
                || owner.equals("java.util.concurrent.ThreadLocalRandom")
                || (owner.equals("java.lang.Math") && name.equals("random"));
    }
}
