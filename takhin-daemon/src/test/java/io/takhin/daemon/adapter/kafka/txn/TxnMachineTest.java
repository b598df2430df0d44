package io.takhin.daemon.adapter.kafka.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.takhin.daemon.adapter.kafka.txn.TxnMachine.Caller;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.server.common.TransactionVersion;
import org.junit.jupiter.api.Test;

class TxnMachineTest {

    private static final long NOW = 1_000_000;
    private static final Set<TopicPartition> ONE = Set.of(new TopicPartition("t", 0));
    private static final TransactionVersion OLD = TransactionVersion.TV_0;
    private static final TransactionVersion NEW = TransactionVersion.TV_2;

    private static Txn change(Verdict verdict) {
        return assertInstanceOf(Verdict.Change.class, verdict).next();
    }

    private static Errors refusal(Verdict verdict) {
        return assertInstanceOf(Verdict.Refuse.class, verdict).error();
    }

    private static Txn initialized() {
        return change(TxnMachine.init(null, "x", 60_000, Caller.NEW, 7, NOW));
    }

    private static Txn ongoing(TransactionVersion version) {
        return change(TxnMachine.add(initialized(), new Caller(7, (short) 0), ONE, version, NOW));
    }

    private static Txn at(short epoch, TransactionState state, TransactionVersion version) {
        return new Txn("x", new Txn.Producer(7, 7, -1, epoch, (short) -1), 60_000, state, Set.of(), NOW, NOW, version);
    }

    @Test
    void asksForAProducerIdBeforeItMakesATransactionalId() {
        // When
        var verdict = TxnMachine.init(null, "x", 60_000, Caller.NEW, -1, NOW);

        // Then
        assertInstanceOf(Verdict.NeedsProducerId.class, verdict);
    }

    @Test
    void startsANewTransactionalIdAtEpochZero() {
        // When
        var txn = initialized();

        // Then
        assertEquals(new Txn.Producer(7, 7, -1, (short) 0, (short) -1), txn.producer());
        assertEquals(TransactionState.EMPTY, txn.state());
    }

    @Test
    void bumpsTheEpochForANewInstanceSoThatTheOldOneIsFenced() {
        // Given
        var first = initialized();

        // When
        var second = change(TxnMachine.init(first, "x", 60_000, Caller.NEW, -1, NOW));
        var old = TxnMachine.add(second, new Caller(7, (short) 0), ONE, NEW, NOW);

        // Then
        assertEquals(1, second.producer().epoch());
        assertEquals(Errors.PRODUCER_FENCED, refusal(old));
    }

    @Test
    void answersARetriedInitWithTheSameEpoch() {
        // Given
        var bumped = change(TxnMachine.init(initialized(), "x", 60_000, new Caller(7, (short) 0), -1, NOW));

        // When
        var again = change(TxnMachine.init(bumped, "x", 60_000, new Caller(7, (short) 0), -1, NOW));

        // Then
        assertEquals(bumped.producer(), again.producer());
    }

    @Test
    void rotatesTheProducerIdWhenItsEpochsAreUsedUp() {
        // Given
        var last = at((short) (Short.MAX_VALUE - 1), TransactionState.EMPTY, OLD);

        // When
        var withoutId = TxnMachine.init(last, "x", 60_000, Caller.NEW, -1, NOW);
        var withId = change(TxnMachine.init(last, "x", 60_000, Caller.NEW, 8, NOW));

        // Then
        assertInstanceOf(Verdict.NeedsProducerId.class, withoutId);
        assertEquals(8, withId.producer().id());
        assertEquals(0, withId.producer().epoch());
        assertEquals(7, withId.producer().previousId());
    }

    @Test
    void abortsAnOpenTransactionBeforeItHandsOutAnEpoch() {
        // When
        var verdict = TxnMachine.init(ongoing(NEW), "x", 60_000, Caller.NEW, -1, NOW);

        // Then
        var change = assertInstanceOf(Verdict.Change.class, verdict);
        assertEquals(Errors.CONCURRENT_TRANSACTIONS, change.answer());
        assertEquals(TransactionState.PREPARE_ABORT, change.next().state());
        assertEquals(1, change.next().producer().epoch());
        assertEquals(ONE, change.next().partitions());
    }

    @Test
    void keepsTheEpochAtTheEndForOldClients() {
        // When
        var prepared =
                change(TxnMachine.end(ongoing(OLD), new Caller(7, (short) 0), TransactionResult.COMMIT, OLD, -1, NOW));
        var complete = TxnMachine.completed(prepared, NOW);

        // Then
        assertEquals(TransactionState.PREPARE_COMMIT, prepared.state());
        assertEquals(TransactionState.COMPLETE_COMMIT, complete.state());
        assertEquals(0, complete.producer().epoch());
        assertEquals(Set.of(), complete.partitions());
    }

    @Test
    void bumpsTheEpochAtEachEndForNewClients() {
        // When
        var prepared =
                change(TxnMachine.end(ongoing(NEW), new Caller(7, (short) 0), TransactionResult.COMMIT, NEW, -1, NOW));
        var complete = TxnMachine.completed(prepared, NOW);

        // Then
        assertEquals(1, prepared.producer().epoch());
        assertEquals(0, prepared.producer().lastEpoch());
        assertEquals(1, complete.producer().epoch());
    }

    @Test
    void answersARetriedEndAsDoneAndTheNextTransactionsEndAsInvalid() {
        // Given
        var prepared =
                change(TxnMachine.end(ongoing(NEW), new Caller(7, (short) 0), TransactionResult.COMMIT, NEW, -1, NOW));
        var complete = TxnMachine.completed(prepared, NOW);

        // When
        var whilePreparing = TxnMachine.end(prepared, new Caller(7, (short) 0), TransactionResult.COMMIT, NEW, -1, NOW);
        var afterwards = TxnMachine.end(complete, new Caller(7, (short) 0), TransactionResult.COMMIT, NEW, -1, NOW);
        var next = TxnMachine.end(complete, new Caller(7, (short) 1), TransactionResult.COMMIT, NEW, -1, NOW);
        var early = TxnMachine.end(prepared, new Caller(7, (short) 1), TransactionResult.ABORT, NEW, -1, NOW);
        var otherWay = TxnMachine.end(complete, new Caller(7, (short) 0), TransactionResult.ABORT, NEW, -1, NOW);

        // Then
        assertEquals(Errors.CONCURRENT_TRANSACTIONS, refusal(whilePreparing));
        assertInstanceOf(Verdict.Keep.class, afterwards);
        assertEquals(Errors.INVALID_TXN_STATE, refusal(next));
        assertEquals(Errors.CONCURRENT_TRANSACTIONS, refusal(early));
        assertEquals(Errors.INVALID_TXN_STATE, refusal(otherWay));
    }

    @Test
    void letsANewClientAbortNothing() {
        // When
        var ofNew =
                change(TxnMachine.end(initialized(), new Caller(7, (short) 0), TransactionResult.ABORT, NEW, -1, NOW));
        var ofOld = TxnMachine.end(initialized(), new Caller(7, (short) 0), TransactionResult.ABORT, OLD, -1, NOW);

        // Then
        assertEquals(TransactionState.PREPARE_ABORT, ofNew.state());
        assertEquals(1, ofNew.producer().epoch());
        assertEquals(NOW, ofNew.startMs());
        assertEquals(Errors.INVALID_TXN_STATE, refusal(ofOld));
    }

    @Test
    void changesTheProducerIdAtTheEndOfTheLastEpochAndKnowsTheRetry() {
        // Given
        var caller = new Caller(7, (short) (Short.MAX_VALUE - 1));
        var last = at(caller.epoch(), TransactionState.ONGOING, NEW);

        // When
        var prepared = change(TxnMachine.end(last, caller, TransactionResult.COMMIT, NEW, 8, NOW));
        var complete = TxnMachine.completed(prepared, NOW);
        var retried = TxnMachine.end(complete, caller, TransactionResult.COMMIT, NEW, -1, NOW);

        // Then
        assertEquals(Short.MAX_VALUE, prepared.producer().epoch());
        assertEquals(7, prepared.producer().id());
        assertEquals(8, complete.producer().id());
        assertEquals(0, complete.producer().epoch());
        assertInstanceOf(Verdict.Keep.class, retried);
    }

    @Test
    void refusesPartitionsWhileMarkersAreWritten() {
        // Given
        var prepared =
                change(TxnMachine.end(ongoing(OLD), new Caller(7, (short) 0), TransactionResult.ABORT, OLD, -1, NOW));

        // When
        var verdict = TxnMachine.add(prepared, new Caller(7, (short) 0), ONE, OLD, NOW);

        // Then
        assertEquals(Errors.CONCURRENT_TRANSACTIONS, refusal(verdict));
    }

    @Test
    void startsTheNextTransactionWithItsOwnPartitionsAlone() {
        // Given
        var complete = TxnMachine.completed(
                change(TxnMachine.end(ongoing(OLD), new Caller(7, (short) 0), TransactionResult.ABORT, OLD, -1, NOW)),
                NOW);
        var other = Set.of(new TopicPartition("u", 3));

        // When
        var next = change(TxnMachine.add(complete, new Caller(7, (short) 0), other, OLD, NOW + 5));

        // Then
        assertEquals(other, next.partitions());
        assertEquals(NOW + 5, next.startMs());
    }

    @Test
    void timesOutOnlyOpenTransactions() {
        // When
        boolean open = ongoing(OLD).timedOut(NOW + 60_001);
        boolean inTime = ongoing(OLD).timedOut(NOW + 60_000);
        boolean empty = initialized().timedOut(NOW + 60_001);

        // Then
        assertEquals(true, open);
        assertEquals(false, inTime);
        assertEquals(false, empty);
    }

    @Test
    void survivesItsRecordWithAllItsParts() {
        // Given
        var prepared =
                change(TxnMachine.end(ongoing(NEW), new Caller(7, (short) 0), TransactionResult.COMMIT, NEW, -1, NOW));
        var serde = new org.apache.kafka.coordinator.transaction.TransactionCoordinatorRecordSerde();
        var record = TxnRecords.of(prepared);

        // When
        var read = serde.deserialize(
                java.nio.ByteBuffer.wrap(serde.serializeKey(record)),
                java.nio.ByteBuffer.wrap(serde.serializeValue(record)));

        // Then
        assertEquals(prepared, TxnRecords.txn(read).orElseThrow());
    }
}
