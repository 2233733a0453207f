package tino.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Who may import whom. The drawing of it is in docs/architecture.md. */
@AnalyzeClasses(
        packages = "tino",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseTest.NoTestJars.class})
final class HouseTest {
    /** What other modules lend of their tests comes as folder or as jar, depending on how far the build has gone. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] APPLICATIONS = {"tino.marketplace..", "tino.hiring..", "tino.assistant.."};
    private static final String[] ENGINES = {
        "tino.lifecycle..", "tino.search..", "tino.trees..", "tino.ranking..", "tino.prediction..", "tino.language.."
    };

    @ArchTest
    static final ArchRule importsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("tino..")
            .withOptionalLayers(true)
            .layer("server")
            .definedBy("tino.server..")
            .layer("bench")
            .definedBy("tino.bench..")
            .layer("marketplace")
            .definedBy("tino.marketplace..")
            .layer("hiring")
            .definedBy("tino.hiring..")
            .layer("web")
            .definedBy("tino.web..")
            .layer("assistant")
            .definedBy("tino.assistant..")
            .layer("language")
            .definedBy("tino.language..")
            .layer("search")
            .definedBy("tino.search..")
            .layer("ranking")
            .definedBy("tino.ranking..")
            .layer("prediction")
            .definedBy("tino.prediction..")
            .layer("trees")
            .definedBy("tino.trees..")
            .layer("lifecycle")
            .definedBy("tino.lifecycle..")
            .whereLayer("bench")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("bench")
            .whereLayer("marketplace")
            .mayOnlyBeAccessedByLayers("server", "bench")
            .whereLayer("hiring")
            .mayOnlyBeAccessedByLayers("server", "bench")
            .whereLayer("web")
            .mayOnlyBeAccessedByLayers("marketplace", "hiring", "assistant", "server", "bench")
            .whereLayer("assistant")
            .mayOnlyBeAccessedByLayers("server", "bench")
            .whereLayer("language")
            .mayOnlyBeAccessedByLayers("assistant", "server", "bench")
            .whereLayer("search")
            .mayOnlyBeAccessedByLayers("marketplace", "language", "assistant", "server", "bench")
            .whereLayer("ranking")
            .mayOnlyBeAccessedByLayers("marketplace", "server", "bench")
            .whereLayer("prediction")
            .mayOnlyBeAccessedByLayers("hiring", "server", "bench")
            .whereLayer("trees")
            .mayOnlyBeAccessedByLayers("ranking", "prediction", "language", "server", "bench")
            .whereLayer("lifecycle")
            .mayOnlyBeAccessedByLayers(
                    "search",
                    "ranking",
                    "prediction",
                    "language",
                    "marketplace",
                    "hiring",
                    "assistant",
                    "server",
                    "bench");

    @ArchTest
    static final ArchRule lifecycleAndTreesKnowNoOtherRoom = noClasses()
            .that()
            .resideInAnyPackage("tino.lifecycle..", "tino.trees..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("tino..").and(not(resideInAnyPackage("tino.lifecycle..", "tino.trees.."))))
            .because("they are the ground the others stand on");

    @ArchTest
    static final ArchRule lifecycleAndTreesDoNotKnowEachOther =
            slices().matching("tino.(lifecycle|trees)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule searchRankingAndPredictionDoNotKnowEachOther = slices().matching(
                    "tino.(search|ranking|prediction)..")
            .should()
            .notDependOnEachOther()
            .because("an application joins them");

    @ArchTest
    static final ArchRule enginesAreUsableFromAMain = noClasses()
            .that()
            .resideInAnyPackage(ENGINES)
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework..")
                    .and(not(resideInAnyPackage(
                            "org.springframework.jdbc..",
                            "org.springframework.transaction..",
                            "org.springframework.dao.."))))
            .because("of Spring they may use its JDBC client and transactions, nothing else");

    @ArchTest
    static final ArchRule enginesKnowNoWeb = noClasses()
            .that()
            .resideInAnyPackage(ENGINES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "io.swagger..", "org.thymeleaf..");

    @ArchTest
    static final ArchRule applicationsMeetModelsAtTheDoorOnly = noClasses()
            .that()
            .resideInAnyPackage(APPLICATIONS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tino.lifecycle.registry..")
            .because("which version answers is decided by its rollout");

    @ArchTest
    static final ArchRule onlyTheServerKnowsSecurity = noClasses()
            .that()
            .resideInAnyPackage(APPLICATIONS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.security..", "picocli..");

    @ArchTest
    static final ArchRule packagesAreNounsOfTheField = noClasses()
            .should()
            .resideInAnyPackage(
                    "..service..",
                    "..services..",
                    "..impl..",
                    "..util..",
                    "..utils..",
                    "..dto..",
                    "..manager..",
                    "..helper..",
                    "..common..",
                    "..misc..");

    @ArchTest
    static final ArchRule packagesOfAModuleFormNoCircles = slices().matching(
                    "tino.(search|trees|ranking|prediction|language|hiring|assistant|server).(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(NullMarked.class)
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule nobodyAsksTheWallClock = noClasses()
            .that()
            .resideInAnyPackage(
                    "tino.lifecycle..",
                    "tino.ranking..",
                    "tino.prediction..",
                    "tino.search..",
                    "tino.language..",
                    "tino.marketplace..",
                    "tino.assistant..",
                    "tino.hiring..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .because("time comes from an injected InstantSource, so that weeks can pass in a minute");
}
