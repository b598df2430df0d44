package io.takhin.common.admin;

import static io.takhin.common.admin.AdminMethod.Kind.CHANGE;
import static io.takhin.common.admin.AdminMethod.Kind.READ;

import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.Health;
import io.takhin.common.admin.cluster.SnapshotCreate;
import io.takhin.common.admin.debug.DebugDump;
import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.group.GroupDescribe;
import io.takhin.common.admin.group.GroupDescription;
import io.takhin.common.admin.group.GroupLag;
import io.takhin.common.admin.group.GroupList;
import io.takhin.common.admin.group.GroupSeek;
import io.takhin.common.admin.member.ClusterVerify;
import io.takhin.common.admin.member.LeaderShow;
import io.takhin.common.admin.member.LeaderTransfer;
import io.takhin.common.admin.member.MembersAdd;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.member.MembersPromote;
import io.takhin.common.admin.member.MembersRemove;
import io.takhin.common.admin.member.MembersSetVoters;
import io.takhin.common.admin.member.MembershipReply;
import io.takhin.common.admin.member.ServerDrain;
import io.takhin.common.admin.metrics.NodeMetrics;
import io.takhin.common.admin.topic.TopicAddPartitions;
import io.takhin.common.admin.topic.TopicAlter;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.admin.topic.TopicDescribe;
import io.takhin.common.admin.topic.TopicDescription;
import io.takhin.common.admin.topic.TopicList;
import io.takhin.common.admin.topic.TopicTrim;
import java.util.List;

/**
 * All methods of version 1. The version changes only when an old client would misunderstand; members are added without.
 */
public final class AdminMethods {

    /** What every path starts with. */
    public static final String PATH_PREFIX = "/v1/";

    /** Carries the caller's deadline, in ms from the request's arrival; without it the server's own applies. */
    public static final String TIMEOUT_HEADER = "Takhin-Timeout-Ms";

    /** Creates a topic. */
    public static final AdminMethod<TopicCreate.Request, TopicCreate.Reply> TOPIC_CREATE = new AdminMethod<>(
            "topic.create", TopicCreate.Request.class, TopicCreate.Reply.class, CHANGE, "Creates a topic.");

    /** Lists topics. */
    public static final AdminMethod<TopicList.Request, TopicList.Reply> TOPIC_LIST = new AdminMethod<>(
            "topic.list", TopicList.Request.class, TopicList.Reply.class, READ, "Lists topics by name.");

    /** Describes a topic. */
    public static final AdminMethod<TopicDescribe.Request, TopicDescription> TOPIC_DESCRIBE = new AdminMethod<>(
            "topic.describe",
            TopicDescribe.Request.class,
            TopicDescription.class,
            READ,
            "Describes a topic, its partitions and configs.");

    /** Changes a topic's configs. */
    public static final AdminMethod<TopicAlter.Request, TopicAlter.Reply> TOPIC_ALTER = new AdminMethod<>(
            "topic.alter",
            TopicAlter.Request.class,
            TopicAlter.Reply.class,
            CHANGE,
            "Sets and removes configs of a topic.");

    /** Adds partitions. */
    public static final AdminMethod<TopicAddPartitions.Request, TopicAddPartitions.Reply> TOPIC_ADD_PARTITIONS =
            new AdminMethod<>(
                    "topic.add-partitions",
                    TopicAddPartitions.Request.class,
                    TopicAddPartitions.Reply.class,
                    CHANGE,
                    "Adds partitions to a topic.");

    /** Deletes old records. */
    public static final AdminMethod<TopicTrim.Request, TopicTrim.Reply> TOPIC_TRIM = new AdminMethod<>(
            "topic.trim",
            TopicTrim.Request.class,
            TopicTrim.Reply.class,
            CHANGE,
            "Deletes the records before an offset.");

    /** Deletes topics. */
    public static final AdminMethod<TopicDelete.Request, TopicDelete.Reply> TOPIC_DELETE = new AdminMethod<>(
            "topic.delete",
            TopicDelete.Request.class,
            TopicDelete.Reply.class,
            CHANGE,
            "Deletes topics with their records.");

    /** Lists groups. */
    public static final AdminMethod<GroupList.Request, GroupList.Reply> GROUP_LIST = new AdminMethod<>(
            "group.list", GroupList.Request.class, GroupList.Reply.class, READ, "Lists consumer groups by name.");

    /** Describes a group. */
    public static final AdminMethod<GroupDescribe.Request, GroupDescription> GROUP_DESCRIBE = new AdminMethod<>(
            "group.describe",
            GroupDescribe.Request.class,
            GroupDescription.class,
            READ,
            "Describes a consumer group and its members.");

    /** Measures a group's lag. */
    public static final AdminMethod<GroupLag.Request, GroupLag.Reply> GROUP_LAG = new AdminMethod<>(
            "group.lag",
            GroupLag.Request.class,
            GroupLag.Reply.class,
            READ,
            "Measures how far a consumer group is behind.");

    /** Moves a group's offsets. */
    public static final AdminMethod<GroupSeek.Request, GroupSeek.Reply> GROUP_SEEK = new AdminMethod<>(
            "group.seek",
            GroupSeek.Request.class,
            GroupSeek.Reply.class,
            CHANGE,
            "Moves the place where a consumer group without members reads on.");

    /** Deletes groups. */
    public static final AdminMethod<GroupDelete.Request, GroupDelete.Reply> GROUP_DELETE = new AdminMethod<>(
            "group.delete",
            GroupDelete.Request.class,
            GroupDelete.Reply.class,
            CHANGE,
            "Deletes consumer groups without members, with their offsets.");

    /** Tells what cluster this is. */
    public static final AdminMethod<ClusterInfo.Request, ClusterInfo> CLUSTER_INFO = new AdminMethod<>(
            "cluster.info",
            ClusterInfo.Request.class,
            ClusterInfo.class,
            READ,
            "Tells what cluster this is, its nodes and who leads.");

    /** Judges the cluster's health. */
    public static final AdminMethod<Health.Request, Health> HEALTH = new AdminMethod<>(
            "health",
            Health.Request.class,
            Health.class,
            READ,
            "Judges the cluster's health, with reasons and failure tolerance.");

    /** Tells what a node counted. */
    public static final AdminMethod<NodeMetrics.Request, NodeMetrics> METRICS = new AdminMethod<>(
            "metrics",
            NodeMetrics.Request.class,
            NodeMetrics.class,
            READ,
            "Tells what the node that answers has counted since it started, and how it is now.");

    /** Tells what a bundle needs. */
    public static final AdminMethod<DebugDump.Request, DebugDump> DEBUG_DUMP = new AdminMethod<>(
            "debug.dump",
            DebugDump.Request.class,
            DebugDump.class,
            READ,
            "Dumps the configuration, the JVM, the threads and the recent log of the node that answers.");

    /** Tells who leads. */
    public static final AdminMethod<LeaderShow.Request, LeaderShow.Reply> LEADER_SHOW = new AdminMethod<>(
            "leader.show", LeaderShow.Request.class, LeaderShow.Reply.class, READ, "Tells who leads which group.");

    /** Moves leadership. */
    public static final AdminMethod<LeaderTransfer.Request, LeaderTransfer.Reply> LEADER_TRANSFER = new AdminMethod<>(
            "leader.transfer",
            LeaderTransfer.Request.class,
            LeaderTransfer.Reply.class,
            CHANGE,
            "Moves leadership to a node and waits until it is seen to lead.");

    /** Lists members. */
    public static final AdminMethod<MembersList.Request, MembersList.Reply> MEMBERS_LIST = new AdminMethod<>(
            "members.list",
            MembersList.Request.class,
            MembersList.Reply.class,
            READ,
            "Lists the members with their role and lag, and the change that is under way.");

    /** Adds a member. */
    public static final AdminMethod<MembersAdd.Request, MembershipReply> MEMBERS_ADD = new AdminMethod<>(
            "members.add",
            MembersAdd.Request.class,
            MembershipReply.class,
            CHANGE,
            "Adds a node as voter or listener, once it has caught up; goes back at the deadline.");

    /** Promotes a listener. */
    public static final AdminMethod<MembersPromote.Request, MembershipReply> MEMBERS_PROMOTE = new AdminMethod<>(
            "members.promote",
            MembersPromote.Request.class,
            MembershipReply.class,
            CHANGE,
            "Makes a listener a voter.");

    /** Removes a member. */
    public static final AdminMethod<MembersRemove.Request, MembershipReply> MEMBERS_REMOVE = new AdminMethod<>(
            "members.remove",
            MembersRemove.Request.class,
            MembershipReply.class,
            CHANGE,
            "Removes a node, after its leadership has moved away.");

    /** Sets the voters. */
    public static final AdminMethod<MembersSetVoters.Request, MembershipReply> MEMBERS_SET_VOTERS = new AdminMethod<>(
            "members.set-voters",
            MembersSetVoters.Request.class,
            MembershipReply.class,
            CHANGE,
            "Makes these nodes the voters, in single safe steps that the next leader goes on with.");

    /** Keeps leadership away from a node. */
    public static final AdminMethod<ServerDrain.Request, ServerDrain.Reply> SERVER_DRAIN = new AdminMethod<>(
            "server.drain",
            ServerDrain.Request.class,
            ServerDrain.Reply.class,
            CHANGE,
            "Moves leadership away from a node and keeps it away, or lets it come back.");

    /** Compares replicas. */
    public static final AdminMethod<ClusterVerify.Request, ClusterVerify.Reply> CLUSTER_VERIFY = new AdminMethod<>(
            "cluster.verify",
            ClusterVerify.Request.class,
            ClusterVerify.Reply.class,
            READ,
            "Compares the replicas of every group at one applied index.");

    /** Has nodes checkpoint what they applied. */
    public static final AdminMethod<SnapshotCreate.Request, SnapshotCreate.Reply> SNAPSHOT_CREATE = new AdminMethod<>(
            "snapshot.create",
            SnapshotCreate.Request.class,
            SnapshotCreate.Reply.class,
            CHANGE,
            "Has nodes write what they applied to a snapshot of their own, and let their Raft logs go up to it.");

    private AdminMethods() {}

    /** All of them, in the order of the reference. */
    public static List<AdminMethod<?, ?>> all() {
        return List.of(
                CLUSTER_INFO,
                HEALTH,
                METRICS,
                DEBUG_DUMP,
                TOPIC_LIST,
                TOPIC_DESCRIBE,
                TOPIC_CREATE,
                TOPIC_ALTER,
                TOPIC_ADD_PARTITIONS,
                TOPIC_TRIM,
                TOPIC_DELETE,
                GROUP_LIST,
                GROUP_DESCRIBE,
                GROUP_LAG,
                GROUP_SEEK,
                GROUP_DELETE,
                LEADER_SHOW,
                LEADER_TRANSFER,
                MEMBERS_LIST,
                MEMBERS_ADD,
                MEMBERS_PROMOTE,
                MEMBERS_REMOVE,
                MEMBERS_SET_VOTERS,
                SERVER_DRAIN,
                CLUSTER_VERIFY,
                SNAPSHOT_CREATE);
    }
}
