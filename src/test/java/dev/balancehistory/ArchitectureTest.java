package dev.balancehistory;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.balancehistory.cli.Command;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The arrows between the packages, and what each may use: the path of the data goes one way. */
class ArchitectureTest {
    private static final String ROOT = "dev.balancehistory.";

    private static final int PERCENT_HIDDEN = 55;

    private static final List<String> GROUND = List.of(
            "balance",
            "process",
            "configuration",
            "cli",
            "database",
            "exchange..",
            "archive",
            "job",
            "settings",
            "spool");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // The templates of the statement, compiled by the build.
            .withImportOption(location -> !location.contains("/Jte"))
            .importPackages("dev.balancehistory");

    /** The ground, from the bottom up; each feature stands on it. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("balance", List.of()),
            entry("process", List.of()),
            entry("configuration", List.of("process")),
            entry("cli", List.of("process", "configuration")),
            entry("database", List.of("process", "configuration")),
            entry("exchange..", List.of("balance", "process")),
            entry("archive", List.of("balance", "process", "database")),
            entry("job", List.of("process", "database")),
            entry("settings", List.of("balance", "process", "configuration", "exchange..")),
            entry("spool", List.of("balance", "process", "settings")),
            entry("recording", GROUND),
            entry(
                    "importing",
                    List.of("balance", "process", "cli", "database", "exchange..", "settings", "archive", "job")),
            entry(
                    "verification",
                    List.of("balance", "process", "cli", "database", "exchange..", "archive", "settings")),
            entry("report", List.of("process", "cli", "database", "settings", "spool")),
            entry("statement", List.of("balance", "process", "cli", "database", "settings")),
            entry("prune", List.of("process", "cli", "database", "job", "settings")),
            entry("pack", List.of("process", "cli", "database", "job", "settings")),
            entry("status", List.of("process", "cli", "archive", "settings", "spool")),
            entry(
                    "doctor",
                    List.of("balance", "process", "cli", "database", "exchange..", "archive", "settings", "spool")),
            entry("message", List.of("process", "cli", "database", "settings")),
            entry("schedule", List.of("balance", "process", "cli", "settings", "recording")),
            entry(
                    "metrics",
                    List.of("process", "database", "exchange..", "archive", "settings", "spool", "recording")));

    static Set<String> packages() {
        return MAY_USE.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyThoseBelowIt(String name) {
        String[] others = Stream.concat(MAY_USE.keySet().stream(), Stream.of("app"))
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                .map(other -> ROOT + other)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(PRODUCT);
    }

    @Test
    void everyPackageHasItsArrows() {
        Set<String> packages = PRODUCT.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .map(name -> name.startsWith("exchange") ? "exchange.." : name)
                .collect(Collectors.toSet());
        packages.remove("app");

        assertThat(MAY_USE.keySet()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void theValuesOfTheDomainUseTheJdkOnly() {
        for (String name : List.of("balance", "process")) {
            classes()
                    .that()
                    .resideInAPackage(ROOT + name)
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(
                            ROOT + name, "java..", "javax..", "org.jspecify..", "org.springframework.core.."))
                    .check(PRODUCT);
        }
    }

    @Test
    void mostTypesAreVisibleInTheirPackageOnly() {
        List<JavaClass> types = PRODUCT.stream()
                .filter(type -> !type.isNestedClass() && !type.getSimpleName().equals("package-info"))
                .toList();
        long hidden = types.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat(hidden * 100 / types.size()).isGreaterThanOrEqualTo(PERCENT_HIDDEN);
    }

    @Test
    void noFeatureButRecordingHasAPublicType() {
        classes()
                .that()
                .resideInAnyPackage(MAY_USE.keySet().stream()
                        .filter(name -> !GROUND.contains(name) && !name.equals("recording"))
                        .map(name -> ROOT + name)
                        .toArray(String[]::new))
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .check(PRODUCT);
    }

    /** Nothing else finds them. */
    @Test
    void everyRegistrarAndCommandIsListed() throws IOException {
        Properties listed = PropertiesLoaderUtils.loadProperties(new ClassPathResource("META-INF/spring.factories"));
        // These need the others.
        Set<String> created =
                Set.of(ROOT + "app.TrainCommand", ROOT + "app.CompletionCommand", ROOT + "app.HelpCommand");
        for (Class<?> type : List.of(BeanRegistrar.class, Command.class)) {
            assertThat(listed.getProperty(type.getName()).split(","))
                    .containsExactlyInAnyOrderElementsOf(PRODUCT.stream()
                            .filter(found -> found.isAssignableTo(type) && !found.isInterface())
                            .map(JavaClass::getName)
                            .filter(name -> !created.contains(name))
                            .toList());
        }
    }

    /** An adapter is added or removed as a folder, with one line in the registry. */
    @Test
    void onlyTheRegistryKnowsTheAdapters() {
        slices().matching(ROOT + "exchange.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAPackage(ROOT + "exchange.registry"), alwaysTrue())
                .ignoreDependency(alwaysTrue(), resideInAPackage(ROOT + "exchange.http"))
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "exchange..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "exchange.(*)..")
                        .and(not(resideInAnyPackage(ROOT + "exchange.http", ROOT + "exchange.registry"))))
                .check(PRODUCT);
    }

    @Test
    void thePortUsesNeitherTheKitNorAnAdapter() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "exchange")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "exchange.*..")
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
    void noPackagesDependOnEachOther() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void eachTechniqueHasItsPlace() {
        staysIn(List.of("exchange.."), "javax.crypto..");
        staysIn(List.of("exchange..", "statement", "message"), "tools.jackson..");
        staysIn(List.of("statement"), "gg.jte..");
        staysIn(List.of("metrics"), "io.micrometer..");
        staysIn(List.of("settings"), "org.springframework.scheduling..");
        staysIn(List.of("database"), "org.flywaydb..");
        staysIn(List.of("exchange..", "process"), "java.net.http..");
        staysIn(List.of("job", "recording", "importing", "prune", "pack"), "org.springframework.batch..");
        staysIn(
                List.of(
                        "database",
                        "archive",
                        "job",
                        "recording",
                        "importing",
                        "verification",
                        "report",
                        "statement",
                        "prune",
                        "pack",
                        "doctor"),
                "java.sql..",
                "org.springframework.jdbc..",
                "org.postgresql..",
                "com.zaxxer..");
    }

    @Test
    void onlyTheProgramUsesStandardOutput() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app")
                .and()
                // It keeps Spring Boot from printing there.
                .doNotHaveFullyQualifiedName(ROOT + "cli.Application")
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
                .and()
                // It reads local times of a given zone.
                .doNotHaveFullyQualifiedName(ROOT + "settings.Times")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.LocalDateTime")
                .check(PRODUCT);
    }

    private static void staysIn(List<String> homes, String... technique) {
        noClasses()
                .that()
                .resideOutsideOfPackages(homes.stream().map(home -> ROOT + home).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technique)
                .check(PRODUCT);
    }
}
