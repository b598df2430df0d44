package io.takhin.daemon.adapter.ratis.group;

import io.takhin.daemon.adapter.ratis.RaftOptions;
import io.takhin.daemon.adapter.ratis.peer.RaftRpc;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** The settings of Ratis 3.3.0, each with the reason for its value; what is not named here keeps Ratis's default. */
public final class RaftSettings {

    /** The largest entry: one item of a request that is larger than the proposer's aim still has to fit. */
    public static final int ENTRY_BYTES_MAX = 8 << 20;

    /**
     * What one proposer may have handed to Ratis without an answer; with the queue before it, what a group can hold.
     */
    public static final int PENDING_BYTES_MAX = 64 << 20;

    private RaftSettings() {}

    /** The properties of a node's server. */
    public static RaftProperties of(RaftOptions options) {
        var p = new RaftProperties();
        // The default is under /tmp.
        RaftServerConfigKeys.setStorageDir(
                p, List.of(options.folder().resolve("raft").toFile()));
        RaftServerConfigKeys.setRemovedGroupsDir(
                p, options.folder().resolve("raft-removed").toFile());
        elections(p, options.tuning());
        log(p, options.tuning());
        appender(p);
        // Back-pressure: beyond these a write is refused with ResourceUnavailable, which is OVERLOADED to clients.
        RaftServerConfigKeys.Write.setElementLimit(p, 4096);
        RaftServerConfigKeys.Write.setByteLimit(p, SizeInBytes.valueOf(PENDING_BYTES_MAX));
        // Checkpoints are triggered by bytes and time, not by a count of entries.
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(p, false);
        // Producer ids tell retries from new batches; the cache would keep 0.3 KB of each request on every member.
        RaftServerConfigKeys.RetryCache.setExpiryTime(p, seconds(1));
        // Reads that promise the newest state ask the leader's lease, or a round of heartbeats, first.
        RaftServerConfigKeys.Read.setOption(p, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(p, true);
        RaftServerConfigKeys.Read.setLeaderLeaseTimeoutRatio(p, 0.9);
        peers(p, options);
        return p;
    }

    private static void elections(RaftProperties p, RaftOptions.Tuning tuning) {
        // Ratis's 150 to 300 ms is less than a pause of a JVM on a busy machine.
        RaftServerConfigKeys.Rpc.setTimeoutMin(p, millis(tuning.electionMin().toMillis()));
        RaftServerConfigKeys.Rpc.setTimeoutMax(p, millis(tuning.electionMax().toMillis()));
        // A node that starts asks sooner than one that misses its leader: who has a leader refuses (pre-vote), and a
        // group of one, a new cluster or one that starts as a whole has nothing to wait for.
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(p, millis(150));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(p, millis(400));
        // A cold JVM answers its first requests slowly; nothing is to be won by a second election.
        RaftServerConfigKeys.Rpc.setRequestTimeout(p, seconds(5));
        RaftServerConfigKeys.Rpc.setSlownessTimeout(p, seconds(30));
        // A leader that lost its majority, or was paused for this long, gives up and may stand again; the default is 10
        // s.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(p, seconds(2));
        // A node that comes back with a higher term must not depose a leader that works.
        RaftServerConfigKeys.LeaderElection.setPreVote(p, true);
    }

    private static void log(RaftProperties p, RaftOptions.Tuning tuning) {
        // Restart reads and checks the whole log, and purging is by whole segments.
        RaftServerConfigKeys.Log.setSegmentSizeMax(p, SizeInBytes.valueOf(tuning.segmentBytes()));
        // Closed segments kept on the heap for slow followers.
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(p, 2);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(p, SizeInBytes.valueOf("128MB"));
        // One fsync for all entries that gathered while the one before ran; that is group commit.
        RaftServerConfigKeys.Log.setForceSyncNum(p, 1024);
        // Both acknowledge before the disk has it: unsafe-flush by intent, async-flush by a fault of 3.3.0.
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(p, false);
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(p, false);
        // True costs an entry and an fsync for every advance of the commit index; false lets idle followers lag by a
        // heartbeat.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(p, false);
        // Larger than the write limits: a full queue blocks under the server's monitor and holds up votes and
        // heartbeats.
        RaftServerConfigKeys.Log.setQueueElementLimit(p, 16384);
        RaftServerConfigKeys.Log.setQueueByteLimit(p, SizeInBytes.valueOf("128MB"));
        // Allocated per group; must hold the largest entry and its length.
        RaftServerConfigKeys.Log.setWriteBufferSize(p, SizeInBytes.valueOf(ENTRY_BYTES_MAX + (1 << 20)));
        // Else a dead follower pins the log and the disk fills; a follower that comes back late copies a checkpoint
        // instead.
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(p, true);
        // A purge closes and deletes whole files, so it need not be saved up for.
        RaftServerConfigKeys.Log.setPurgeGap(p, 16);
        // It counts entries; 256 of 1 MiB each are a quarter of a gigabyte.
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(p, tuning.entriesKept());
        // WARN_AND_RETURN would also drop an acknowledged tail that rotted; a torn one is for the operator to decide.
        RaftServerConfigKeys.Log.setCorruptionPolicy(p, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
    }

    private static void appender(RaftProperties p) {
        // The largest entry that gets through; beyond it the leader steps down, so entries are bounded before.
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(p, SizeInBytes.valueOf(ENTRY_BYTES_MAX));
        // 1 ms for each round of appends, saved (RATIS-1886).
        RaftServerConfigKeys.Log.Appender.setWaitTimeMin(p, TimeDuration.ZERO);
        // Ratis waits for up to 5 s between attempts at a peer that was down for a while; the peer stands for election
        // before it hears of a leader then.
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(p, "1ms,10, 100ms,20, 300ms,100000000");
        // Composing costs a third of the throughput of large entries (HDDS-14874).
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(p, false);
        // The state machine fetches a checkpoint by itself: resumable, and not under the server's monitor.
        RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(p, false);
    }

    private static void peers(RaftProperties p, RaftOptions options) {
        RaftConfigKeys.Rpc.setType(p, new RaftRpc());
        int colon = options.listen().lastIndexOf(':');
        // Peers, forwarded requests and membership share one port: who may append entries may do all else as well.
        RaftRpc.setListen(
                p,
                options.listen().substring(0, colon),
                Integer.parseInt(options.listen().substring(colon + 1)));
    }

    private static TimeDuration seconds(long seconds) {
        return TimeDuration.valueOf(seconds, TimeUnit.SECONDS);
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
