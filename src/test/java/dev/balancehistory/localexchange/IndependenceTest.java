package dev.balancehistory.localexchange;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** A mistake of the product must not be one of the exchange too: they share no code. */
class IndependenceTest {

    private static final JavaClasses EXCHANGE =
            new ClassFileImporter().importPackages("dev.balancehistory.localexchange");

    @Test
    void theExchangeKnowsNothingOfTheProduct() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.balancehistory.localexchange..",
                        "dev.balancehistory.support",
                        "java..",
                        "javax..",
                        "tools.jackson.core..",
                        "org.junit..",
                        "org.assertj..",
                        "com.tngtech.."))
                .check(EXCHANGE);
    }

    @Test
    void aVenueKnowsNothingOfTheServer() {
        classes()
                .that()
                .resideInAPackage("..venue")
                .and()
                .haveSimpleNameNotEndingWith("Test")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("..localexchange.venue", "java..", "javax..", "tools.jackson.core.."))
                .check(EXCHANGE);
    }
}
