package io.takhin.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What takhin-common may see: a client command starts with these classes, so they stay few and light. */
@AnalyzeClasses(packages = "io.takhin.common", importOptions = ImportOption.DoNotIncludeTests.class)
class CommonArchitectureTest {

    @ArchTest
    static final ArchRule seesTheJdkAndJacksonOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "javax.net..", "org.jspecify..", "com.fasterxml.jackson..", "io.takhin.common..");

    @ArchTest
    static final ArchRule keepsDatabindAndYamlInConfig = noClasses()
            .that()
            .resideOutsideOfPackage("io.takhin.common.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.dataformat..", "org.yaml.snakeyaml..")
            .because("databind costs a client command 35 ms at each start");
}
