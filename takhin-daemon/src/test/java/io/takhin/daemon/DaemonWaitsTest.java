package io.takhin.daemon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How code waits, tests included, other than what JMH writes. */
@AnalyzeClasses(packages = "io.takhin.daemon")
class DaemonWaitsTest {

    @ArchTest
    static final ArchRule neverSleeps = noClasses()
            .that()
            .resideOutsideOfPackage("..jmh_generated")
            .should()
            .callMethodWhere(describe(
                    "the target is a sleep",
                    (JavaMethodCall call) -> call.getName().equals("sleep")))
            .because("a wait has a condition and a deadline");
}
