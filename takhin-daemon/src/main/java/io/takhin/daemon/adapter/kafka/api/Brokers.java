package io.takhin.daemon.adapter.kafka.api;

import io.takhin.daemon.port.ClusterView;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Node;

/** The nodes as Kafka's clients know them. */
public final class Brokers {

    private Brokers() {}

    /** The nodes that are alive and serve Kafka clients. */
    public static List<Node> of(ClusterView view) {
        return view.nodes().stream()
                .filter(node -> node.alive() && !node.kafka().isEmpty())
                .map(Brokers::node)
                .toList();
    }

    /** One of them by id. */
    public static Optional<Node> find(ClusterView view, int id) {
        return view.nodes().stream()
                .filter(node -> node.id() == id && !node.kafka().isEmpty())
                .map(Brokers::node)
                .findFirst();
    }

    private static Node node(ClusterView.Node node) {
        int colon = node.kafka().lastIndexOf(':');
        var host = node.kafka().substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Node(
                node.id(),
                bracketed ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(node.kafka().substring(colon + 1)));
    }
}
