package dev.balancehistory;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between the packages, and what each may use: the path of the data goes one way. */
class ArchitectureTest {
    private static final String ROOT = "dev.balancehistory.";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.balancehistory");

    @Test
    void theWordsOfTheDomainKnowTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + "balance")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ROOT + "balance", "java..", "org.jspecify.."))
                .check(PRODUCT);
    }

    @Test
    void askingAndKeepingKnowNothingOfEachOther() {
        knows("exchange..", "balance", "exchange..");
        knows("database", "balance", "database");
        knows("history", "balance", "database", "history");
    }

    @Test
    void recordingKnowsWhatItBringsTogether() {
        knows("recording", "balance", "exchange..", "database", "history", "job", "recording");
        knows("job", "balance", "database", "job");
        knows("report", "balance", "database", "history", "job", "report");
        knows("backfill", "balance", "exchange..", "database", "history", "job", "backfill");
        knows("proof", "balance", "exchange..", "history", "job", "proof");
    }

    @Test
    void operationKnowsWhatItKeepsGoingAndNobodyButTheCommandsKnowsIt() {
        knows("operation", "balance", "exchange..", "database", "history", "job", "recording", "operation");
    }

    @Test
    void nobodyKnowsTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "cli")
                .check(PRODUCT);
    }

    @Test
    void onlyTheRegistryKnowsTheAdaptersAndNoAdapterKnowsAnother() {
        slices().matching(ROOT + "exchange.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(ROOT + "exchange.http"))
                .ignoreDependency(resideInAPackage(ROOT + "exchange.registry"), DescribedPredicate.alwaysTrue())
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "exchange..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "exchange..")
                        .and(not(resideInAnyPackage(
                                ROOT + "exchange", ROOT + "exchange.http", ROOT + "exchange.registry"))))
                .check(PRODUCT);
    }

    @Test
    void thePortKnowsNeitherTheKitNorAnAdapter() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "exchange")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "exchange.*..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "exchange.http")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "exchange..")
                        .and(not(resideInAnyPackage(ROOT + "exchange", ROOT + "exchange.http"))))
                .check(PRODUCT);
    }

    @Test
    void anAdapterHasOnePublicType() {
        Map<String, List<String>> publicTypes = PRODUCT.stream()
                .filter(type -> type.getPackageName().matches(".*\\.exchange\\.(?!http$|registry$)[a-z]+"))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName, Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
        assertThat(publicTypes).containsKey(ROOT + "exchange.bitfront");
        assertThat(publicTypes.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    @Test
    void noPackagesInACircle() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void eachTechniqueHasItsPlace() {
        staysIn("exchange..", "org.springframework.http..", "tools.jackson..", "javax.crypto..");
        staysIn("operation", "io.micrometer..", "org.springframework.scheduling..");
        staysIn("database", "org.flywaydb..");
        staysIn("cli", "org.apache.commons.cli..");
    }

    /** Elsewhere a run is what its outcome says, and the job metadata what the views say. */
    @Test
    void springBatchStaysWhereJobsAreBuiltAndStarted() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "job", ROOT + "recording")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "backfill.ImportHistory")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "operation.PruneHistory")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(PRODUCT);
    }

    @Test
    void onlyTheExchangesAreAskedOverHttpAndOnlyMetricsArePushed() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "exchange..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "operation.Pushgateway")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(PRODUCT);
    }

    @Test
    void onlyTheHistoryAndTheReportsSpeakToTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "database", ROOT + "history", ROOT + "report", ROOT + "job")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.postgresql..", "com.zaxxer..")
                .check(PRODUCT);
    }

    @Test
    void onlyTheCommandsPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PRODUCT);
    }

    @Test
    void timeIsNeverTakenFromTheDefaultZone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "job")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.LocalDateTime")
                .check(PRODUCT);
    }

    private void knows(String one, String... others) {
        String[] unknown = java.util.stream.Stream.of(
                        "balance",
                        "exchange..",
                        "database",
                        "history",
                        "job",
                        "recording",
                        "report",
                        "backfill",
                        "proof",
                        "operation",
                        "cli")
                .filter(name -> !java.util.List.of(others).contains(name))
                .map(name -> ROOT + name)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + one)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(unknown)
                .check(PRODUCT);
    }

    private void staysIn(String home, String... technique) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technique)
                .check(PRODUCT);
    }
}
