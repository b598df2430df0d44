package io.takhin.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A command is a client of the admin protocol; it does not carry the daemon with it. */
@AnalyzeClasses(packages = "io.takhin.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CliArchitectureTest {

    @ArchTest
    static final ArchRule onlyServeReachesTheDaemon = noClasses()
            .that()
            .resideOutsideOfPackage("io.takhin.cli.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.takhin.daemon..");

    @ArchTest
    static final ArchRule noCommandUsesTheDaemonsLibraries = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.ratis..", "net.openhft..", "org.slf4j..")
            .because("they are the daemon's; a command's start pays for every class it loads");
}
