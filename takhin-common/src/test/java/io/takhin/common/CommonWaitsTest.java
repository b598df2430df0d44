package io.takhin.common;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How code waits, tests included. */
@AnalyzeClasses(packages = "io.takhin.common")
class CommonWaitsTest {

    @ArchTest
    static final ArchRule neverSleeps = noClasses()
            .should()
            .callMethodWhere(describe(
                    "the target is a sleep",
                    (JavaMethodCall call) -> call.getName().equals("sleep")))
            .because("a wait has a condition and a deadline");
}
