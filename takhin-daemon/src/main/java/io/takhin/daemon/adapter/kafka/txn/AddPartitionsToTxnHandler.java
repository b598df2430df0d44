package io.takhin.daemon.adapter.kafka.txn;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Futures;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.adapter.kafka.api.Topics;
import io.takhin.daemon.adapter.kafka.txn.TxnMachine.Caller;
import io.takhin.daemon.port.Backend;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnResult;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.server.common.TransactionVersion;

/**
 * AddPartitionsToTxn: from clients (up to version 3) for one transaction; from other nodes (from version 4 on) for
 * several, to add partitions or only to ask about them (KIP-890).
 */
final class AddPartitionsToTxnHandler implements ApiHandler<AddPartitionsToTxnRequest> {

    private static final int FROM_NODES = 4;

    private final Backend backend;
    private final TxnCoordinator coordinator;

    AddPartitionsToTxnHandler(Backend backend, TxnCoordinator coordinator) {
        this.backend = backend;
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.ADD_PARTITIONS_TO_TXN;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, AddPartitionsToTxnRequest request) {
        var transactions = request.version() < FROM_NODES
                ? request.normalizeRequest().data().transactions()
                : request.data().transactions();
        var answers = transactions.stream().map(txn -> answer(request, txn)).toList();
        return Futures.all(answers).thenApply(results -> Reply.of(response(request, results)));
    }

    private CompletableFuture<AddPartitionsToTxnResult> answer(
            AddPartitionsToTxnRequest request, AddPartitionsToTxnTransaction asked) {
        var partitions = AddPartitionsToTxnRequest.getPartitions(asked.topics());
        var id = asked.transactionalId();
        var missing =
                partitions.stream().filter(partition -> !exists(partition)).collect(Collectors.toSet());
        CompletableFuture<Map<TopicPartition, Errors>> errors;
        if (id == null || id.isEmpty()) {
            errors = CompletableFuture.completedFuture(each(partitions, Errors.INVALID_REQUEST));
        } else if (!missing.isEmpty()) {
            var refused = new HashMap<>(each(partitions, Errors.OPERATION_NOT_ATTEMPTED));
            refused.putAll(each(missing, Errors.UNKNOWN_TOPIC_OR_PARTITION));
            errors = CompletableFuture.completedFuture(refused);
        } else {
            errors = carryOut(request, asked, partitions);
        }
        return errors.thenApply(byPartition -> AddPartitionsToTxnResponse.resultForTransaction(id, byPartition));
    }

    private CompletableFuture<Map<TopicPartition, Errors>> carryOut(
            AddPartitionsToTxnRequest request, AddPartitionsToTxnTransaction asked, List<TopicPartition> partitions) {
        var id = asked.transactionalId();
        var caller = new Caller(asked.producerId(), asked.producerEpoch());
        var version = TransactionVersion.transactionVersionForAddPartitionsToTxn(request);
        var answered = asked.verifyOnly()
                ? coordinator.verify(id, caller, partitions)
                : coordinator
                        .add(id, caller, Set.copyOf(partitions), version)
                        .thenApply(
                                answer -> each(partitions, TxnHandlers.forVersion(answer.error(), request.version())));
        return answered.exceptionally(failure -> each(partitions, TxnErrors.of(failure)));
    }

    private boolean exists(TopicPartition partition) {
        return backend.metadata()
                .topic(partition.topic())
                .filter(topic -> Topics.has(topic, partition.partition()))
                .isPresent();
    }

    private static Map<TopicPartition, Errors> each(Collection<TopicPartition> partitions, Errors error) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> error, (a, _) -> a));
    }

    private static AddPartitionsToTxnResponse response(
            AddPartitionsToTxnRequest request, List<AddPartitionsToTxnResult> results) {
        var data = new AddPartitionsToTxnResponseData();
        if (request.version() < FROM_NODES) {
            data.setResultsByTopicV3AndBelow(results.getFirst().topicResults());
        } else {
            data.setResultsByTransaction(new AddPartitionsToTxnResultCollection(results.iterator()));
        }
        return new AddPartitionsToTxnResponse(data);
    }
}
