package io.takhin.daemon.adapter.ratis.verify;

import io.takhin.common.json.RecordJson;
import io.takhin.common.model.PartitionId;
import io.takhin.daemon.adapter.ratis.apply.DataGroup;
import io.takhin.daemon.adapter.ratis.apply.MetadataGroup;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.adapter.ratis.apply.Replicas;
import io.takhin.daemon.adapter.ratis.group.Group;
import io.takhin.daemon.core.Outcome;
import io.takhin.daemon.core.replica.BatchHeader;
import io.takhin.daemon.port.log.Isolation;
import io.takhin.daemon.port.log.ReadRequest;
import io.takhin.daemon.port.log.ReadResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells what this node's replicas hold, as hashes that two replicas can be compared by. */
public final class ReplicaHashes {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final long APPLY_WAIT_S = 10;
    private static final int HASH_BYTES = 16;

    /** In place of the hash of a partition that each replica compacts in its own time. */
    static final String COMPACTED = "compacted";

    private final Group<MetadataGroup> metadata;
    private final List<Group<DataGroup>> data;
    private final Replicas replicas;

    /**
     * What a leader has applied.
     *
     * @param index up to where
     * @param extents the parts of its partitions, none for the metadata
     */
    public record Applied(long index, List<PeerQuestion.Extent> extents) {}

    /**
     * What a replica holds.
     *
     * @param index the entry at which it was read; of partitions, one that is not before the question's
     * @param hashes one for each part, or one of the metadata
     * @param bytes how much was read
     */
    public record Hashes(long index, List<String> hashes, long bytes) {}

    /** Reads these replicas. */
    public ReplicaHashes(Group<MetadataGroup> metadata, List<Group<DataGroup>> data, Replicas replicas) {
        this.metadata = metadata;
        this.data = data;
        this.replicas = replicas;
    }

    /** What a data group has applied here; {@code -1} is the metadata. */
    public Applied applied(int group) {
        if (group < 0) {
            return new Applied(metadata.machine().newest().index(), List.of());
        }
        var extents = new ArrayList<PeerQuestion.Extent>();
        data.get(group)
                .machine()
                .image()
                .partitions()
                .forEach(partition -> replicas.store().replica(partition).ifPresent(log -> {
                    long start = log.startOffset();
                    extents.add(new PeerQuestion.Extent(
                            partition.topicId(), partition.partition(), start, log.endOffset()));
                }));
        // Read after the ends, so that who has applied it has all of them.
        long index = data.get(group).states().getLastAppliedTermIndex().getIndex();
        return new Applied(index, extents);
    }

    /** The hashes of these parts, once an index is applied here. */
    public Hashes hash(int group, PeerQuestion.Hash question) throws IOException {
        var states = group < 0 ? metadata.states() : data.get(group).states();
        try {
            states.appliedIndex().reached(question.index()).get(APPLY_WAIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("entry " + question.index() + " is not applied here yet", e);
        }
        if (group < 0) {
            var newest = metadata.machine().newest();
            var bytes = RecordJson.toBytes(new Events(
                    newest.image().asEvents().stream().map(String::valueOf).toList()));
            var digest = sha256();
            digest.update(bytes);
            return new Hashes(newest.index(), List.of(text(digest)), bytes.length);
        }
        var hashes = new ArrayList<String>();
        long bytes = 0;
        for (var extent : question.extents()) {
            if (replicas.log(new PartitionId(extent.id(), extent.partition())).mayHaveGaps()) {
                hashes.add(COMPACTED);
            } else {
                var digest = sha256();
                bytes += hash(extent, digest);
                hashes.add(text(digest));
            }
        }
        return new Hashes(question.index(), hashes, bytes);
    }

    private record Events(List<String> events) {}

    private long hash(PeerQuestion.Extent extent, MessageDigest digest) throws IOException {
        var log = replicas.log(new PartitionId(extent.id(), extent.partition()));
        long bytes = 0;
        for (long offset = extent.startOffset(); offset < extent.endOffset(); ) {
            var chunk = read(log.read(new ReadRequest(offset, CHUNK_BYTES, true, Isolation.READ_UNCOMMITTED)));
            int used = 0;
            long next = offset;
            for (var header : BatchHeader.readAll(chunk.duplicate())) {
                if (chunk.getLong(header.position()) < extent.endOffset()) {
                    used = header.position() + header.sizeBytes();
                    next = chunk.getLong(header.position()) + header.lastOffsetDelta() + 1;
                }
            }
            if (next <= offset) {
                throw new IOException("nothing at offset " + offset + " of partition " + extent.partition());
            }
            digest.update(chunk.slice(0, used));
            bytes += used;
            offset = next;
        }
        return bytes;
    }

    private static ByteBuffer read(Outcome<ReadResult> outcome) throws IOException {
        return switch (outcome) {
            case Outcome.Done<ReadResult>(var result) -> {
                var records = ByteBuffer.allocate(result.records().sizeBytes());
                result.records().read(records, 0);
                records.flip();
                yield records.limit(BatchHeader.endOfWhole(records));
            }
            case Outcome.Rejected<ReadResult>(var rejection) -> throw new IOException(rejection.message());
            case Outcome.Unknown<ReadResult>(var message) -> throw new IOException(message);
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }
}
