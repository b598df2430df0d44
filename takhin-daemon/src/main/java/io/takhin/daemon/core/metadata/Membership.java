package io.takhin.daemon.core.metadata;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who belongs to a cluster, by id.
 *
 * @param voters who votes
 * @param listeners who only follows
 */
public record Membership(List<NodeAddress> voters, List<NodeAddress> listeners) {

    private static final Comparator<NodeAddress> BY_ID = Comparator.comparingInt(NodeAddress::id);

    /** Copies and sorts the lists, so that equal members are equal. */
    public Membership {
        voters = voters.stream().sorted(BY_ID).toList();
        listeners = listeners.stream().sorted(BY_ID).toList();
    }

    /** How many votes decide. */
    public int quorum() {
        return voters.size() / 2 + 1;
    }

    /** Whether a node votes. */
    public boolean votes(int id) {
        return voters.stream().anyMatch(node -> node.id() == id);
    }

    /** A member of either kind. */
    public Optional<NodeAddress> member(int id) {
        return all().filter(node -> node.id() == id).findFirst();
    }

    /** All members. */
    public Stream<NodeAddress> all() {
        return Stream.concat(voters.stream(), listeners.stream());
    }

    /** The same with one more voter, who is no listener then. */
    public Membership withVoter(NodeAddress node) {
        var rest = without(node.id());
        return new Membership(plus(rest.voters, node), rest.listeners);
    }

    /** The same with one more listener, who is no voter then. */
    public Membership withListener(NodeAddress node) {
        var rest = without(node.id());
        return new Membership(rest.voters, plus(rest.listeners, node));
    }

    /** The same without a node. */
    public Membership without(int id) {
        return new Membership(
                voters.stream().filter(node -> node.id() != id).toList(),
                listeners.stream().filter(node -> node.id() != id).toList());
    }

    private static List<NodeAddress> plus(List<NodeAddress> nodes, NodeAddress node) {
        var more = new ArrayList<>(nodes);
        more.add(node);
        return more;
    }
}
