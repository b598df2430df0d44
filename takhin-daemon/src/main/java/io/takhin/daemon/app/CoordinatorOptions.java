package io.takhin.daemon.app;

import io.takhin.common.config.Configuration;
import io.takhin.common.config.GroupsConfig;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.kafka.group.GroupSettings;
import io.takhin.daemon.adapter.kafka.txn.TxnSettings;

/** What the coordinators of groups and transactions are told, from the configuration. */
final class CoordinatorOptions {

    private CoordinatorOptions() {}

    /**
     * Refuses what can't be together.
     *
     * @throws TakhinException USAGE, naming the key
     */
    static void check(GroupsConfig groups) {
        if (groups.sessionTimeoutMin().compareTo(groups.sessionTimeoutMax()) > 0) {
            throw TakhinException.of(
                    ErrorCode.USAGE,
                    "groups.sessionTimeoutMin: " + groups.sessionTimeoutMin().toMillis()
                            + " ms is more than groups.sessionTimeoutMax, "
                            + groups.sessionTimeoutMax().toMillis() + " ms");
        }
        if (groups.heartbeatInterval().compareTo(groups.sessionTimeout()) >= 0) {
            throw TakhinException.of(
                    ErrorCode.USAGE,
                    "groups.heartbeatInterval: " + groups.heartbeatInterval().toMillis()
                            + " ms is not less than groups.sessionTimeout, "
                            + groups.sessionTimeout().toMillis() + " ms");
        }
    }

    static GroupSettings groups(Configuration configuration) {
        var groups = configuration.groups();
        var usual = GroupSettings.defaults();
        return new GroupSettings(
                groups.offsetsPartitions(),
                usual.offsetsSegmentBytes(),
                groups.offsetsRetention(),
                groups.offsetMetadataBytesMax().bytesInt(),
                usual.commitTimeout(),
                new GroupSettings.Classic(
                        groups.sessionTimeoutMin(),
                        groups.sessionTimeoutMax(),
                        groups.initialRebalanceDelay(),
                        groups.sizeMax()),
                new GroupSettings.Consumer(
                        groups.sessionTimeout(),
                        groups.heartbeatInterval(),
                        groups.assignmentInterval(),
                        groups.sizeMax()),
                usual.threads());
    }

    static TxnSettings transactions(Configuration configuration) {
        var transactions = configuration.transactions();
        var usual = TxnSettings.defaults();
        return new TxnSettings(
                transactions.partitions(),
                usual.segmentBytes(),
                configuration.storage().transactionTimeoutMax(),
                transactions.timeoutCheckInterval(),
                transactions.idExpiration(),
                usual.idExpirationCheckInterval(),
                usual.appendTimeout(),
                usual.concurrentWait(),
                usual.markerRetry(),
                usual.threads());
    }
}
