package matryoshka.service;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The direction of dependencies, and what is named how. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("matryoshka");

    private static final String GRAPH = "matryoshka.graph..";
    private static final String TOKEN = "matryoshka.token..";
    private static final String SERVICE = "matryoshka.service..";
    private static final String EMBEDDED_POSTGRES = "matryoshka.embeddedpostgres..";
    private static final String START = "matryoshka.service.start";

    @Test
    void the_graph_knows_nothing_but_graphs() {
        check(classes()
                .that()
                .resideInAPackage(GRAPH)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jgrapht..", "org.jspecify..", GRAPH));
    }

    @Test
    void the_graph_library_serves_the_search_for_cycles_only() {
        check(noClasses()
                .that(areNot("EmbedCycles"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jgrapht.."));
    }

    @Test
    void tokens_know_nothing_of_graphs_nor_of_the_service() {
        check(noClasses()
                .that()
                .resideInAPackage(TOKEN)
                .should()
                .dependOnClassesThat(are(resideInAPackage("matryoshka..")).and(not(resideInAPackage(TOKEN)))));
    }

    @Test
    void the_development_database_knows_nothing_of_us() {
        check(noClasses()
                .that()
                .resideInAPackage(EMBEDDED_POSTGRES)
                .should()
                .dependOnClassesThat(
                        are(resideInAPackage("matryoshka..")).and(not(resideInAPackage(EMBEDDED_POSTGRES)))));
    }

    @Test
    void only_starting_knows_the_development_database() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(EMBEDDED_POSTGRES, START)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EMBEDDED_POSTGRES));
    }

    @Test
    void features_do_not_go_in_circles() {
        check(slices().matching("matryoshka.service.(*)..").should().beFreeOfCycles());
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
    void whatever_runs_by_itself_is_a_worker_that_health_knows() {
        check(noClasses()
                .that(areNot("StartDatabase|OutboundHttp"))
                .and()
                .resideInAPackage(SERVICE)
                .and()
                .resideOutsideOfPackage("matryoshka.service.background")
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
    void sql_is_in_what_bears_its_name() {
        check(noClasses()
                .that(areNot("(Jdbi|Postgres)\\w+|\\w*Rows|RowChanges|Outages"))
                .and()
                .resideInAPackage(SERVICE)
                .and()
                .resideOutsideOfPackages("matryoshka.service.database", START)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..", "org.postgresql.."));
    }

    @Test
    void http_is_at_the_edge() {
        check(noClasses()
                .that(
                        areNot(
                                "\\w+(Resource|Filter|Mapper|Feature|Parameters|Answer)|FormParametersReader|OAuthEndpoint|ClientAuthentication|MediaTypes"))
                .and()
                .resideInAPackage(SERVICE)
                .and(not(resideInAnyPackage(
                        "matryoshka.service.problems", "matryoshka.service.access", "matryoshka.service.http")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs.."));
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
