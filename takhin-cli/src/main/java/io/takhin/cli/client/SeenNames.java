package io.takhin.cli.client;

import io.takhin.cli.user.NameCache;
import io.takhin.cli.user.NameCache.Kind;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.group.GroupList;
import io.takhin.common.admin.group.GroupSummary;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.admin.topic.TopicDescription;
import io.takhin.common.admin.topic.TopicList;
import io.takhin.common.admin.topic.TopicSummary;
import java.util.List;

/** Keeps the names that replies hold. A new reply with names needs a line here. */
final class SeenNames {

    private final NameCache names;

    SeenNames(NameCache names) {
        this.names = names;
    }

    /** Whether a reply may hold names. Asked by every command; a switch over types would cost its start 10 ms. */
    static boolean mayHold(Record reply) {
        return reply instanceof TopicList.Reply
                || reply instanceof TopicDescription
                || reply instanceof TopicCreate.Reply
                || reply instanceof TopicDelete.Reply
                || reply instanceof GroupList.Reply
                || reply instanceof GroupDelete.Reply
                || reply instanceof ClusterInfo;
    }

    void see(Record reply) {
        if (reply instanceof TopicList.Reply list) {
            names.replace(
                    Kind.TOPICS, list.topics().stream().map(TopicSummary::name).toList());
        } else if (reply instanceof TopicDescription topic) {
            names.change(Kind.TOPICS, List.of(topic.name()), List.of());
        } else if (reply instanceof TopicCreate.Reply created && !created.dryRun()) {
            names.change(Kind.TOPICS, List.of(created.topic().name()), List.of());
        } else if (reply instanceof TopicDelete.Reply deleted && !deleted.dryRun()) {
            var gone = deleted.topics().stream()
                    .filter(topic -> topic.error() == null && topic.change() == Change.DELETED)
                    .map(TopicDelete.Deleted::name)
                    .toList();
            names.change(Kind.TOPICS, List.of(), gone);
        } else if (reply instanceof GroupList.Reply list) {
            names.replace(
                    Kind.GROUPS, list.groups().stream().map(GroupSummary::name).toList());
        } else if (reply instanceof GroupDelete.Reply deleted && !deleted.dryRun()) {
            var gone = deleted.groups().stream()
                    .filter(group -> group.error() == null)
                    .map(GroupDelete.Deleted::name)
                    .toList();
            names.change(Kind.GROUPS, List.of(), gone);
        } else if (reply instanceof ClusterInfo cluster) {
            names.replace(
                    Kind.SERVERS, cluster.nodes().stream().map(NodeInfo::id).toList());
        }
    }
}
