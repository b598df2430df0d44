package io.takhin.cli.debug;

import io.takhin.cli.about.VersionCommand;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.output.Text;
import io.takhin.cli.probe.NodeClients;
import io.takhin.cli.probe.NodeClients.Answer;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.debug.DebugDump;
import io.takhin.common.admin.debug.Redaction;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.topic.TopicList;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Asks all nodes for all they tell. What can't be had leaves a file that says why. */
final class Collection {

    private final List<BundleFile> files = new ArrayList<>();
    private final List<BundleResult.Node> nodes = new ArrayList<>();

    private record FromNode(Health health, NodeMetrics metrics, DebugDump dump) {}

    private Collection() {}

    /**
     * Collects.
     *
     * @throws io.takhin.common.error.TakhinException if no node tells what nodes there are
     */
    static Collection of(Invocation invocation, NodeClients clients, Duration timeout)
            throws IOException, InterruptedException {
        var collection = new Collection();
        var cluster = clients.cluster(timeout);
        collection.files.add(readme(invocation, cluster));
        collection.files.add(client(invocation));
        collection.files.add(BundleFile.json("cluster.json", cluster));
        var answering = cluster.nodes().stream()
                .filter(node -> node.id().equals(cluster.nodeId()))
                .toList();
        for (var answer : clients.ask(
                answering,
                timeout,
                client -> client.call(AdminMethods.TOPIC_LIST, new TopicList.Request(true), timeout))) {
            collection.files.add(
                    answer.reply().isPresent()
                            ? BundleFile.json("topics.json", answer.reply().get())
                            : BundleFile.text("topics-missing.txt", answer.problem() + "\n"));
        }
        for (var answer : clients.ask(cluster.nodes(), timeout, client -> from(client, timeout))) {
            collection.add(answer);
        }
        return collection;
    }

    List<BundleFile> files() {
        return List.copyOf(files);
    }

    List<BundleResult.Node> nodes() {
        return List.copyOf(nodes);
    }

    private static FromNode from(AdminClient client, Duration timeout) {
        return new FromNode(
                client.call(AdminMethods.HEALTH, new Health.Request(), timeout),
                client.call(AdminMethods.METRICS, new NodeMetrics.Request(NodeMetrics.TOPICS_MAX), timeout),
                client.call(AdminMethods.DEBUG_DUMP, new DebugDump.Request(), timeout));
    }

    private void add(Answer<FromNode> answer) throws IOException {
        var node = answer.node();
        var folder = "node-" + node.id() + "/";
        if (answer.reply().isEmpty()) {
            files.add(BundleFile.text(
                    folder + "UNREACHABLE.txt",
                    "node " + node.id() + " at " + node.admin() + " gave no answer: " + answer.problem() + "\n"));
            nodes.add(new BundleResult.Node(node.id(), node.admin(), false, answer.problem()));
            return;
        }
        var reply = answer.reply().get();
        files.add(BundleFile.json(folder + "health.json", reply.health()));
        files.add(BundleFile.json(folder + "metrics.json", reply.metrics()));
        for (var file : reply.dump().files()) {
            // The node redacts too; but an older one may know fewer secrets.
            files.add(BundleFile.text(folder + safe(file.name()), Redaction.of(file.text())));
        }
        nodes.add(new BundleResult.Node(node.id(), node.admin(), true, null));
    }

    /** A name from outside must not lead out of its folder. */
    private static String safe(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
        return plain.length() <= 60 ? plain : plain.substring(0, 60);
    }

    private static BundleFile readme(Invocation invocation, ClusterInfo cluster) {
        return BundleFile.text("README.txt", """
            What takhin debug bundle collected of cluster %s at %s.

            cluster.json, topics.json    what the cluster is and which topics it has
            client.txt                   the program that collected it, and its settings
            node-N/health.json           how the cluster is, as node N sees it
            node-N/metrics.json          what node N counted since it started, and its Raft groups
            node-N/config.yaml           its configuration
            node-N/process.txt           its version, JVM and options
            node-N/raft.txt              its Raft groups
            node-N/threads.txt           what each of its threads was doing
            node-N/log.txt               the end of its log
            node-N/UNREACHABLE.txt       in place of all this: why it did not answer

            Values of what is named like a password, secret, token or key are replaced by %s.
            Records are never in a bundle; names of topics, hosts and folders are.
            """.formatted(
                cluster.clusterId(), Text.time(invocation.console().clock().millis()), Redaction.REDACTED));
    }

    private static BundleFile client(Invocation invocation) {
        var text = new StringBuilder("takhin ")
                .append(VersionCommand.version())
                .append("\njava ")
                .append(System.getProperty("java.vm.version"))
                .append("\nsystem ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.version"))
                .append("\nbootstrap ")
                .append(String.join(",", invocation.globals().bootstrap()))
                .append('\n');
        new TreeMap<>(invocation.console().env()).forEach((name, value) -> {
            if (name.startsWith("TAKHIN_")) {
                text.append(name).append('=').append(value).append('\n');
            }
        });
        return BundleFile.text("client.txt", Redaction.of(text.toString()));
    }
}
