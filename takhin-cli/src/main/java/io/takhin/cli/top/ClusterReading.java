package io.takhin.cli.top;

import io.takhin.cli.probe.NodeClients;
import io.takhin.cli.probe.NodeClients.Answer;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.admin.metrics.NodeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All nodes' metrics at one time.
 *
 * @param cluster what cluster it is
 * @param answers what each node said, by id
 * @param consumers how far consumer groups are behind
 */
record ClusterReading(ClusterInfo cluster, List<Answer<NodeMetrics>> answers, List<TopView.ConsumerLag> consumers) {

    private static final NodeMetrics.Request REQUEST = new NodeMetrics.Request(0);

    ClusterReading {
        answers = List.copyOf(answers);
        consumers = List.copyOf(consumers);
    }

    /**
     * Takes one.
     *
     * @throws io.takhin.common.error.TakhinException if no node tells what nodes there are
     */
    static ClusterReading take(NodeClients nodes, Duration timeout) throws InterruptedException {
        var cluster = nodes.cluster(timeout);
        var answers =
                nodes.ask(cluster.nodes(), timeout, client -> client.call(AdminMethods.METRICS, REQUEST, timeout));
        return new ClusterReading(cluster, answers, ConsumerLags.ask(nodes.bootstrap(), timeout));
    }

    /** What a node said, if it did. */
    Optional<NodeMetrics> of(NodeInfo node) {
        return answers.stream()
                .filter(answer -> answer.node().id().equals(node.id()))
                .findFirst()
                .flatMap(Answer::reply);
    }
}
