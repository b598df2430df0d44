package io.takhin.cli.run;

import io.takhin.cli.about.SchemaCommand;
import io.takhin.cli.about.VersionCommand;
import io.takhin.cli.check.CheckDiskCommand;
import io.takhin.cli.check.CheckNetworkCommand;
import io.takhin.cli.check.CheckPerfCommand;
import io.takhin.cli.client.GuardedClients;
import io.takhin.cli.cluster.ClusterInfoCommand;
import io.takhin.cli.cluster.HealthCommand;
import io.takhin.cli.cluster.WaitCommand;
import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Catalogue.Entry;
import io.takhin.cli.command.Catalogue.Group;
import io.takhin.cli.command.Catalogue.Section;
import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Command;
import io.takhin.cli.complete.CompletionCommand;
import io.takhin.cli.config.ConfigExplainCommand;
import io.takhin.cli.config.ConfigSchemaCommand;
import io.takhin.cli.config.ConfigValidateCommand;
import io.takhin.cli.context.ContextAddCommand;
import io.takhin.cli.context.ContextListCommand;
import io.takhin.cli.context.ContextRemoveCommand;
import io.takhin.cli.context.ContextShowCommand;
import io.takhin.cli.context.ContextUseCommand;
import io.takhin.cli.debug.DebugBundleCommand;
import io.takhin.cli.group.GroupDeleteCommand;
import io.takhin.cli.group.GroupDescribeCommand;
import io.takhin.cli.group.GroupLagCommand;
import io.takhin.cli.group.GroupListCommand;
import io.takhin.cli.group.GroupSeekCommand;
import io.takhin.cli.member.AddMemberCommand;
import io.takhin.cli.member.ClusterVerifyCommand;
import io.takhin.cli.member.LeaderCommand;
import io.takhin.cli.member.LeaderTransferCommand;
import io.takhin.cli.member.MembersListCommand;
import io.takhin.cli.member.MembersPruneCommand;
import io.takhin.cli.member.PromoteCommand;
import io.takhin.cli.member.RemoveServerCommand;
import io.takhin.cli.member.ServerDrainCommand;
import io.takhin.cli.member.SetVotersCommand;
import io.takhin.cli.record.consume.ConsumeCommand;
import io.takhin.cli.record.format.FormatCheckCommand;
import io.takhin.cli.record.produce.ProduceCommand;
import io.takhin.cli.serve.InitCommand;
import io.takhin.cli.serve.RecoverForceCommand;
import io.takhin.cli.serve.RecoverInspectCommand;
import io.takhin.cli.serve.ServeCommand;
import io.takhin.cli.serve.ServerResetCommand;
import io.takhin.cli.serve.SnapshotRestoreCommand;
import io.takhin.cli.shell.BatchCommand;
import io.takhin.cli.shell.ReplCommand;
import io.takhin.cli.snapshot.SnapshotCheckCommand;
import io.takhin.cli.snapshot.SnapshotCreateCommand;
import io.takhin.cli.snapshot.SnapshotSaveCommand;
import io.takhin.cli.top.TopCommand;
import io.takhin.cli.topic.TopicAddPartitionsCommand;
import io.takhin.cli.topic.TopicAlterCommand;
import io.takhin.cli.topic.TopicCreateCommand;
import io.takhin.cli.topic.TopicDeleteCommand;
import io.takhin.cli.topic.TopicDescribeCommand;
import io.takhin.cli.topic.TopicListCommand;
import io.takhin.cli.topic.TopicTrimCommand;
import java.util.List;

/** The tree of takhin's commands. */
public final class Commands {

    private static final List<Group> GROUPS = List.of(
            new Group("topic", "create, inspect and change topics"),
            new Group("group", "inspect and change consumer groups"),
            new Group("cluster", "look at the cluster"),
            new Group("members", "who belongs to the cluster"),
            new Group("leader", "who leads"),
            new Group("server", "single nodes"),
            new Group("snapshot", "snapshots on the nodes; save all to a file, and restore it"),
            new Group("recover", "go on after a quorum is lost for good"),
            new Group("context", "clusters by names of your own"),
            new Group("config", "settings: where values come from, whether a file is right"),
            new Group("check", "measure a cluster, a disk, a network"),
            new Group("debug", "collect what others need to help"),
            new Group("format", "the record format language"));

    private static final List<Entry> ENTRIES = List.of(
            new Entry("produce", Section.RECORDS),
            new Entry("consume", Section.RECORDS),
            new Entry("format check", Section.RECORDS),
            new Entry("topic create", Section.TOPICS),
            new Entry("topic list", Section.TOPICS),
            new Entry("topic describe", Section.TOPICS),
            new Entry("topic alter", Section.TOPICS),
            new Entry("topic add-partitions", Section.TOPICS),
            new Entry("topic trim", Section.TOPICS),
            new Entry("topic delete", Section.TOPICS),
            new Entry("group list", Section.GROUPS),
            new Entry("group describe", Section.GROUPS),
            new Entry("group lag", Section.GROUPS),
            new Entry("group seek", Section.GROUPS),
            new Entry("group delete", Section.GROUPS),
            new Entry("cluster info", Section.CLUSTER),
            new Entry("health", Section.CLUSTER),
            new Entry("cluster verify", Section.CLUSTER),
            new Entry("wait", Section.CLUSTER),
            new Entry("top", Section.CLUSTER),
            new Entry("check perf", Section.CLUSTER),
            new Entry("check disk", Section.CLUSTER),
            new Entry("check network", Section.CLUSTER),
            new Entry("debug bundle", Section.CLUSTER),
            new Entry("members", Section.CLUSTER),
            new Entry("members list", Section.CLUSTER),
            new Entry("members prune", Section.CLUSTER),
            new Entry("add-voter", Section.CLUSTER),
            new Entry("add-listener", Section.CLUSTER),
            new Entry("promote", Section.CLUSTER),
            new Entry("remove-server", Section.CLUSTER),
            new Entry("set-voters", Section.CLUSTER),
            new Entry("leader", Section.CLUSTER),
            new Entry("leader show", Section.CLUSTER),
            new Entry("leader transfer", Section.CLUSTER),
            new Entry("server drain", Section.CLUSTER),
            new Entry("server undrain", Section.CLUSTER),
            new Entry("serve", Section.DAEMON),
            new Entry("init", Section.DAEMON),
            new Entry("server reset", Section.DAEMON),
            new Entry("snapshot create", Section.CLUSTER),
            new Entry("snapshot save", Section.CLUSTER),
            new Entry("snapshot inspect", Section.CLUSTER),
            new Entry("snapshot verify", Section.CLUSTER),
            new Entry("snapshot restore", Section.DAEMON),
            new Entry("recover inspect", Section.DAEMON),
            new Entry("recover force", Section.DAEMON),
            new Entry("context add", Section.SETTINGS),
            new Entry("context use", Section.SETTINGS),
            new Entry("context list", Section.SETTINGS),
            new Entry("context show", Section.SETTINGS),
            new Entry("context remove", Section.SETTINGS),
            new Entry("config explain", Section.SETTINGS),
            new Entry("config validate", Section.SETTINGS),
            new Entry("config schema", Section.SETTINGS),
            new Entry("repl", Section.SHELL),
            new Entry("batch", Section.SHELL),
            new Entry("completion", Section.ABOUT),
            new Entry("schema", Section.ABOUT),
            new Entry("version", Section.ABOUT));

    private Commands() {}

    /**
     * All commands.
     *
     * @param clients through which they talk to clusters
     * @param signalsAreTaken told by a command that minds signals itself from then on
     */
    public static Catalogue all(Clients clients, Runnable signalsAreTaken) {
        return catalogue(new GuardedClients(clients), signalsAreTaken);
    }

    private static Catalogue catalogue(Clients clients, Runnable signalsAreTaken) {
        return new Catalogue(GROUPS, ENTRIES, name -> command(name, clients, signalsAreTaken));
    }

    private static Command command(String name, Clients clients, Runnable signalsAreTaken) {
        return switch (name) {
            case "produce" -> new ProduceCommand(clients);
            case "consume" -> new ConsumeCommand(clients);
            case "format check" -> new FormatCheckCommand();
            case "topic create" -> new TopicCreateCommand(clients);
            case "topic list" -> new TopicListCommand(clients);
            case "topic describe" -> new TopicDescribeCommand(clients);
            case "topic alter" -> new TopicAlterCommand(clients);
            case "topic add-partitions" -> new TopicAddPartitionsCommand(clients);
            case "topic trim" -> new TopicTrimCommand(clients);
            case "topic delete" -> new TopicDeleteCommand(clients);
            case "group list" -> new GroupListCommand(clients);
            case "group describe" -> new GroupDescribeCommand(clients);
            case "group lag" -> new GroupLagCommand(clients);
            case "group seek" -> new GroupSeekCommand(clients);
            case "group delete" -> new GroupDeleteCommand(clients);
            case "cluster info" -> new ClusterInfoCommand(clients);
            case "health" -> new HealthCommand(clients);
            case "wait" -> new WaitCommand(clients);
            case "top" -> new TopCommand(clients);
            case "check perf" -> new CheckPerfCommand(clients);
            case "check disk" -> new CheckDiskCommand();
            case "check network" -> new CheckNetworkCommand(clients);
            case "debug bundle" -> new DebugBundleCommand(clients);
            case "cluster verify" -> new ClusterVerifyCommand(clients);
            case "members", "members list" -> new MembersListCommand(clients, name);
            case "members prune" -> new MembersPruneCommand(clients);
            case "add-voter" -> new AddMemberCommand(clients, false);
            case "add-listener" -> new AddMemberCommand(clients, true);
            case "promote" -> new PromoteCommand(clients);
            case "remove-server" -> new RemoveServerCommand(clients);
            case "set-voters" -> new SetVotersCommand(clients);
            case "leader" -> new LeaderCommand(clients, true);
            case "leader show" -> new LeaderCommand(clients, false);
            case "leader transfer" -> new LeaderTransferCommand(clients);
            case "server drain" -> new ServerDrainCommand(clients, true);
            case "server undrain" -> new ServerDrainCommand(clients, false);
            case "serve" -> new ServeCommand(signalsAreTaken);
            case "init" -> new InitCommand();
            case "server reset" -> new ServerResetCommand();
            case "snapshot create" -> new SnapshotCreateCommand(clients);
            case "snapshot save" -> new SnapshotSaveCommand(clients);
            case "snapshot inspect" -> new SnapshotCheckCommand(false);
            case "snapshot verify" -> new SnapshotCheckCommand(true);
            case "snapshot restore" -> new SnapshotRestoreCommand();
            case "recover inspect" -> new RecoverInspectCommand();
            case "recover force" -> new RecoverForceCommand();
            case "context add" -> new ContextAddCommand();
            case "context use" -> new ContextUseCommand();
            case "context list" -> new ContextListCommand();
            case "context show" -> new ContextShowCommand();
            case "context remove" -> new ContextRemoveCommand();
            case "config explain" -> new ConfigExplainCommand();
            case "config validate" -> new ConfigValidateCommand();
            case "config schema" -> new ConfigSchemaCommand();
            case "repl" ->
                new ReplCommand(clients, () -> new CliLines(catalogue(clients, signalsAreTaken)), signalsAreTaken);
            case "batch" -> new BatchCommand(() -> new CliLines(catalogue(clients, signalsAreTaken)));
            case "completion" -> new CompletionCommand(() -> catalogue(clients, signalsAreTaken));
            case "schema" ->
                new SchemaCommand(words -> catalogue(clients, signalsAreTaken).describe(words));
            case "version" -> VersionCommand.ofThisProgram();
            default -> throw new IllegalArgumentException("no command \"" + name + "\"");
        };
    }
}
