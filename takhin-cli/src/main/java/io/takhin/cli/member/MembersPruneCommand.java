package io.takhin.cli.member;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.member.MembersList.Member;
import io.takhin.common.admin.member.MembersList.Role;
import io.takhin.common.admin.member.MembersRemove;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code members prune}. */
public final class MembersPruneCommand implements Command {

    private static final Option<Duration> DEAD_FOR = Option.value(
            "--dead-for",
            "TIME",
            "for how long it was not heard of (default: 10m)",
            Values::positiveDuration,
            Duration.ofMinutes(10));
    private static final Option<Integer> MIN_VOTERS =
            Option.value("--min-voters", "N", "the fewest voters that are left (default: 3)", Values::positive, 3);
    private static final Option<Boolean> APPLY = Option.flag("--apply", "remove them; without it they are only shown");

    private static final View<PruneResult> VIEW = View.of(PruneResult::dead, MembersPruneCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public MembersPruneCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("members prune", "remove members that have been dead for long")
                .details("Shows who would go; --apply removes them one at a time, each judged anew as remove-server"
                        + " does. How long a member is dead is counted by the node that answers, since its own"
                        + " start at most.")
                .options(DEAD_FOR, MIN_VOTERS, APPLY)
                .exits(ExitCode.CONFLICT, ExitCode.REFUSED, ExitCode.NO_LEADER)
                .example("takhin members prune --dead-for 1h", "who is gone for good?")
                .example("takhin members prune --dead-for 1h --apply", "and now without them")
                .output(PruneResult.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException, InterruptedException {
        boolean apply = invocation.get(APPLY);
        var members = clients.call(invocation, AdminMethods.MEMBERS_LIST, new MembersList.Request())
                .members();
        long voters =
                members.stream().filter(member -> member.role() == Role.VOTER).count();
        var dead = new ArrayList<String>();
        var kept = new ArrayList<String>();
        for (var member : members) {
            if (isDead(member, invocation.get(DEAD_FOR))) {
                boolean enough = member.role() != Role.VOTER || voters > invocation.get(MIN_VOTERS);
                (enough ? dead : kept).add(member.id());
                voters -= enough && member.role() == Role.VOTER ? 1 : 0;
            }
        }
        if (apply && !dead.isEmpty()) {
            invocation.confirm("Remove " + String.join(", ", dead) + " from the cluster?");
        }
        for (var id : dead) {
            var request = new MembersRemove.Request(id, false, !apply);
            Progress.call(clients, invocation, AdminMethods.MEMBERS_REMOVE, request);
        }
        invocation.print(VIEW, new PruneResult(!apply, List.copyOf(dead), List.copyOf(kept)));
    }

    private static boolean isDead(Member member, Duration deadFor) {
        return !member.alive() && member.silentMs() >= deadFor.toMillis();
    }

    private static List<Block> layout(PruneResult result, boolean wide) {
        var blocks = new ArrayList<Block>();
        result.dead()
                .forEach(id ->
                        blocks.add(new Block.Line((result.dryRun() ? "would remove " : "removed ") + "node " + id)));
        result.kept().forEach(id -> blocks.add(new Block.Line("kept node " + id + ": too few voters would be left")));
        return blocks.isEmpty() ? List.of(new Block.Line("unchanged: nobody is dead for so long")) : blocks;
    }
}
