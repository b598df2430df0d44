package io.takhin.cli.member;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;

/** What several commands about members take. */
final class MemberOptions {

    static final Option<Boolean> DRY_RUN =
            Option.flag("--dry-run", "let the server judge it, and change nothing; same exit codes");

    private MemberOptions() {}

    static Argument<String> member(String help) {
        return Argument.one("ID", help, Completes.SERVER, MemberOptions::id);
    }

    static String id(String word) {
        return String.valueOf(Values.count(word));
    }
}
