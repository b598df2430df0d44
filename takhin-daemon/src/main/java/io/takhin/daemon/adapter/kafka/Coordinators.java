package io.takhin.daemon.adapter.kafka;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.coordinator.FindCoordinatorHandler;
import io.takhin.daemon.adapter.kafka.group.CoordinatedGroups;
import io.takhin.daemon.adapter.kafka.group.GroupCoordination;
import io.takhin.daemon.adapter.kafka.group.GroupHandlers;
import io.takhin.daemon.adapter.kafka.group.GroupSettings;
import io.takhin.daemon.adapter.kafka.peer.NodeRequests;
import io.takhin.daemon.adapter.kafka.produce.ProducerIds;
import io.takhin.daemon.adapter.kafka.produce.TransactionalAppends;
import io.takhin.daemon.adapter.kafka.produce.TransactionalProducers;
import io.takhin.daemon.adapter.kafka.txn.LocalMarkers;
import io.takhin.daemon.adapter.kafka.txn.RemoteMarkers;
import io.takhin.daemon.adapter.kafka.txn.RemoteParticipation;
import io.takhin.daemon.adapter.kafka.txn.RoutedMarkers;
import io.takhin.daemon.adapter.kafka.txn.RoutedParticipation;
import io.takhin.daemon.adapter.kafka.txn.TransactionGate;
import io.takhin.daemon.adapter.kafka.txn.TransactionalInit;
import io.takhin.daemon.adapter.kafka.txn.TransactionalProduce;
import io.takhin.daemon.adapter.kafka.txn.TxnCoordinator;
import io.takhin.daemon.adapter.kafka.txn.TxnHandlers;
import io.takhin.daemon.adapter.kafka.txn.TxnSettings;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import java.util.ArrayList;
import java.util.List;

/**
 * The coordinators of consumer groups and of transactions on this node, wired to each other. One thread starts and
 * closes it; it must be closed before the backend.
 */
public final class Coordinators implements AutoCloseable {

    private final GroupCoordination groups;
    private final TxnCoordinator transactions;
    private final TransactionGate gate;
    private final GroupAdmin admin;
    private final List<ApiHandler<?>> handlers;

    private Coordinators(
            GroupCoordination groups,
            TxnCoordinator transactions,
            TransactionGate gate,
            GroupAdmin admin,
            List<ApiHandler<?>> handlers) {
        this.groups = groups;
        this.transactions = transactions;
        this.gate = gate;
        this.admin = admin;
        this.handlers = handlers;
    }

    /**
     * Starts both: they load what this node leads, now and as the leadership moves.
     *
     * @param nodes how the coordinators of this node and of others reach each other
     */
    public static Coordinators start(
            Backend backend,
            NodeRequests nodes,
            ProducerIds producerIds,
            GroupSettings groupSettings,
            TxnSettings txnSettings) {
        var transactions = new TxnCoordinator(backend, txnSettings, producerIds);
        var participation = new RoutedParticipation(backend, transactions, new RemoteParticipation(nodes));
        var gate = new TransactionGate(backend, participation);
        var groups = new GroupCoordination(backend, groupSettings, gate);
        var local = new LocalMarkers(backend, gate, groups.coordinator());
        var markers = new RoutedMarkers(backend, local, new RemoteMarkers(nodes));
        var handlers = new ArrayList<ApiHandler<?>>();
        handlers.add(new FindCoordinatorHandler(backend, groups.topic(), transactions.topic()));
        handlers.addAll(GroupHandlers.of(backend, groups));
        handlers.addAll(TxnHandlers.of(backend, transactions, groups.topic(), local));
        groups.start();
        transactions.start(markers);
        var admin = new CoordinatedGroups(backend, groups.topic(), nodes);
        return new Coordinators(groups, transactions, gate, admin, List.copyOf(handlers));
    }

    /** The handlers of their APIs. */
    public List<ApiHandler<?>> handlers() {
        return handlers;
    }

    /** What every produce within a transaction goes through. */
    public TransactionalAppends transactionalAppends() {
        return new TransactionalProduce(gate);
    }

    /** Who answers producers with a transactional id. */
    public TransactionalProducers transactionalProducers() {
        return new TransactionalInit(transactions);
    }

    /** The groups of all nodes, for operators. */
    public GroupAdmin groupAdmin() {
        return admin;
    }

    /** Ends both; takes a few seconds at most. */
    @Override
    public void close() {
        transactions.close();
        groups.close();
    }
}
