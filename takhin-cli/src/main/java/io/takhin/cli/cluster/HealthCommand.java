package io.takhin.cli.cluster;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.ExitCode;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Option;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.cluster.Health.Reason;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code health}. */
public final class HealthCommand implements Command {

    private static final Option<Optional<Integer>> MIN_TOLERANCE =
            Option.value("--min-tolerance", "N", "unhealthy too if fewer than N more voters may fail", Values::count);

    private static final Table<Reason> REASONS =
            new Table<Reason>().left("REASON", Reason::code).left("MESSAGE", Reason::message);

    private static final View<Health> VIEW =
            View.of(health -> health.reasons().stream().map(Reason::code).toList(), HealthCommand::layout);

    private final Clients clients;

    /** Talks through these clients. */
    public HealthCommand(Clients clients) {
        this.clients = clients;
    }

    @Override
    public Description description() {
        return Description.of("health", "judge the cluster: exit code 0 or 10")
                .details("Exits 0 if nothing is wrong and 10 if something is; the reasons are in the output, each"
                        + " with a code for scripts. -o name prints these codes alone.")
                .options(MIN_TOLERANCE)
                .exits(ExitCode.CONDITION_FALSE)
                .example("takhin health --min-tolerance 1", "before a rolling restart: may one node be missed?")
                .example("takhin health -o json | jq -r '.reasons[].code'", "what is wrong, for scripts")
                .output(Health.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var health = judged(
                clients.call(invocation, AdminMethods.HEALTH, new Health.Request()), invocation.get(MIN_TOLERANCE));
        invocation.print(VIEW, health);
        if (!health.healthy()) {
            var codes = health.reasons().stream().map(Reason::code).collect(Collectors.joining(", "));
            throw TakhinException.of(
                    ErrorCode.CONDITION_FALSE, "the cluster is unhealthy" + (codes.isEmpty() ? "" : ": " + codes));
        }
    }

    /** The verdict with the tolerance asked for. */
    private static Health judged(Health health, Optional<Integer> toleranceMin) {
        int wanted = toleranceMin.orElse(0);
        if (health.tolerance() >= wanted) {
            return health;
        }
        var reasons = new ArrayList<>(health.reasons());
        reasons.add(new Reason(
                "low-tolerance", "only " + health.tolerance() + " more voters may fail, " + wanted + " are asked for"));
        return new Health(
                false, health.ready(), health.tolerance(), health.voters(), health.alive(), List.copyOf(reasons));
    }

    private static List<Block> layout(Health health, boolean wide) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Fields(List.of(
                new Field("Healthy", health.healthy() ? "yes" : "no"),
                new Field("Ready", health.ready() ? "yes" : "no"),
                new Field("Voters", health.alive() + " of " + health.voters() + " alive"),
                new Field("Tolerance", health.tolerance() + " more may fail"))));
        if (!health.reasons().isEmpty()) {
            blocks.add(REASONS.grid(health.reasons(), wide));
        }
        return blocks;
    }
}
