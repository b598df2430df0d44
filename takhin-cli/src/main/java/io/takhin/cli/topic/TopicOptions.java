package io.takhin.cli.topic;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;

/** What several commands about topics take. */
final class TopicOptions {

    static final Argument<String> TOPIC = Argument.one("TOPIC", "the topic's name", Completes.TOPIC, Values::topic);

    static final Option<Boolean> DRY_RUN =
            Option.flag("--dry-run", "let the cluster judge it and change nothing; exit codes as of the real run");

    private TopicOptions() {}

    /** The verb of what was done, or would be. */
    static String verb(boolean dryRun, String done, String wouldDo) {
        return dryRun ? "dry run: would " + wouldDo : done;
    }
}
