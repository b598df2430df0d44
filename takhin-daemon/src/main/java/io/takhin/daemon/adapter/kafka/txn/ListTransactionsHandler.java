package io.takhin.daemon.adapter.kafka.txn;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListTransactionsRequest;
import org.apache.kafka.common.requests.ListTransactionsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.coordinator.transaction.TransactionState;

/** ListTransactions: the transactional ids whose coordinator is this node (KIP-664, KIP-994, KIP-1152). */
final class ListTransactionsHandler implements ApiHandler<ListTransactionsRequest> {

    private final TxnCoordinator coordinator;

    ListTransactionsHandler(TxnCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.LIST_TRANSACTIONS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, ListTransactionsRequest request) {
        var asked = request.data();
        Predicate<String> named;
        try {
            named = pattern(asked);
        } catch (PatternSyntaxException e) {
            return Reply.now(request.getErrorResponse(0, Errors.INVALID_REGULAR_EXPRESSION.exception(e.getMessage())));
        }
        long nowMs = System.currentTimeMillis();
        return coordinator
                .list()
                .thenApply(all -> new ListTransactionsResponseData()
                        .setUnknownStateFilters(asked.stateFilters().stream()
                                .filter(state ->
                                        TransactionState.fromName(state).isEmpty())
                                .toList())
                        .setTransactionStates(all.stream()
                                .filter(txn -> matches(txn, asked, nowMs) && named.test(txn.id()))
                                .map(ListTransactionsHandler::state)
                                .toList()))
                .exceptionally(failure -> new ListTransactionsResponseData()
                        .setErrorCode(TxnErrors.of(failure).code())
                        .setTransactionStates(List.of()))
                .thenApply(data -> Reply.of(new ListTransactionsResponse(data)));
    }

    private static Predicate<String> pattern(ListTransactionsRequestData asked) {
        var text = asked.transactionalIdPattern();
        if (text == null || text.isEmpty()) {
            return _ -> true;
        }
        // A pattern comes from outside; this library's matching takes time linear in the text, whatever the pattern.
        var pattern = Pattern.compile(text);
        return pattern::matches;
    }

    private static boolean matches(Txn txn, ListTransactionsRequestData asked, long nowMs) {
        var producers = Set.copyOf(asked.producerIdFilters());
        var states = Set.copyOf(asked.stateFilters());
        boolean longEnough =
                asked.durationFilter() < 0 || (txn.startMs() >= 0 && nowMs - txn.startMs() > asked.durationFilter());
        return longEnough
                && (producers.isEmpty() || producers.contains(txn.producer().id()))
                && (states.isEmpty() || states.contains(txn.state().stateName()));
    }

    private static ListTransactionsResponseData.TransactionState state(Txn txn) {
        return new ListTransactionsResponseData.TransactionState()
                .setTransactionalId(txn.id())
                .setProducerId(txn.producer().id())
                .setTransactionState(txn.state().stateName());
    }
}
