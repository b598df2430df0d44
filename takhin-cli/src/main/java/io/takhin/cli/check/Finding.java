package io.takhin.cli.check;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.Doc;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One reason for a verdict of FAIL.
 *
 * @param code a word for scripts
 * @param message a line for people
 */
@Doc("One reason why the check failed.")
record Finding(
        @Doc("A word for scripts, such as slow, under-rate, failed, unreachable or wrong-cluster.")
        String code,

        @Doc("A line for people.") String message) {

    /** How a verdict is written. */
    static String verdict(boolean pass) {
        return pass ? "PASS" : "FAIL";
    }

    /**
     * Ends the command as the findings say.
     *
     * @throws TakhinException with CONDITION_FALSE if there are any
     */
    static void judge(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw TakhinException.of(
                    ErrorCode.CONDITION_FALSE,
                    "FAIL: " + findings.stream().map(Finding::message).collect(Collectors.joining("; ")));
        }
    }
}
