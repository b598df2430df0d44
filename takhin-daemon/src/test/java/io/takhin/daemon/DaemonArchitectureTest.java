package io.takhin.daemon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** The arrows between the daemon's packages: app → adapters → ports → core. */
@AnalyzeClasses(packages = "io.takhin.daemon", importOptions = ImportOption.DoNotIncludeTests.class)
class DaemonArchitectureTest {

    private static final String CORE = "io.takhin.daemon.core..";
    private static final String PORT = "io.takhin.daemon.port..";
    private static final String ADAPTER = "io.takhin.daemon.adapter..";
    private static final String APP = "io.takhin.daemon.app..";
    private static final String COMMON = "io.takhin.common..";

    @ArchTest
    static final ArchRule coreSeesTheJdkAndCommonOnly = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.pcollections..", COMMON, CORE);

    @ArchTest
    static final ArchRule coreKnowsNoFileSocketOrThread = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .because("the core decides the same on every replica");

    @ArchTest
    static final ArchRule coreKnowsNoClockOrChance = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .because("time and random values are fixed before a command is proposed");

    @ArchTest
    static final ArchRule portsSeeTheJdkCommonAndCoreOnly = classes()
            .that()
            .resideInAPackage(PORT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", COMMON, CORE, PORT);

    @ArchTest
    static final ArchRule adaptersNeverSeeEachOther = slices().matching("io.takhin.daemon.adapter.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyAppSeesAdapters = noClasses()
            .that(not(resideInAnyPackage(ADAPTER, APP)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTER, APP);

    @ArchTest
    static final ArchRule adaptersNeverSeeApp = noClasses()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule kafkaStaysInAdapters = noClasses()
            .that(not(resideInAPackage(ADAPTER)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("Kafka's internals change at nearly every minor release");

    @ArchTest
    static final ArchRule ratisStaysInItsAdapter = noClasses()
            .that(not(resideInAPackage("io.takhin.daemon.adapter.ratis..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.ratis..");

    @ArchTest
    static final ArchRule chronicleStaysInItsAdapter = noClasses()
            .that(not(resideInAPackage("io.takhin.daemon.adapter.metadata..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.openhft..");
}
