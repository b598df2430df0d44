package io.takhin.cli.group;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import java.util.List;

/** What several commands about groups take. */
final class GroupOptions {

    static final Argument<String> GROUP = Argument.one("GROUP", "the group's name", Completes.GROUP, Values::text);

    static final Option<Boolean> DRY_RUN =
            Option.flag("--dry-run", "let the cluster judge it and change nothing; exit codes as of the real run");

    private GroupOptions() {}

    /** Topics by name. */
    static Option<List<String>> topics(String help) {
        return Option.list("-t, --topic", "TOPIC", help, Values::topic).completing(Completes.TOPIC);
    }

    /** The verb of what was done, or would be. */
    static String verb(boolean dryRun, String done, String wouldDo) {
        return dryRun ? "dry run: would " + wouldDo : done;
    }
}
