package io.takhin.cli.client;

import io.takhin.cli.user.NameCache;
import io.takhin.cli.user.NameCache.Kind;
import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.NodeInfo;
import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.group.GroupDescription;
import io.takhin.common.admin.group.GroupList;
import io.takhin.common.admin.group.GroupSummary;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.admin.topic.TopicDescription;
import io.takhin.common.admin.topic.TopicList;
import io.takhin.common.admin.topic.TopicSummary;
import java.util.List;
import java.util.Set;

/** Keeps the names that replies hold. A method whose reply has names is named twice here. */
final class SeenNames {

    private static final Set<String> METHODS = Set.of(
            "topic.list",
            "topic.describe",
            "topic.create",
            "topic.delete",
            "group.list",
            "group.describe",
            "group.delete",
            "cluster.info");

    private final NameCache names;

    SeenNames(NameCache names) {
        this.names = names;
    }

    /** Whether replies to a method hold names. Every command asks, so it loads no class of a reply. */
    static boolean mayHold(AdminMethod<?, ?> method) {
        return METHODS.contains(method.name());
    }

    void see(AdminMethod<?, ?> method, Record reply) {
        switch (method.name()) {
            case "topic.list" ->
                names.replace(
                        Kind.TOPICS,
                        ((TopicList.Reply) reply)
                                .topics().stream().map(TopicSummary::name).toList());
            case "topic.describe" -> add(Kind.TOPICS, ((TopicDescription) reply).name());
            case "topic.create" -> see((TopicCreate.Reply) reply);
            case "topic.delete" -> see((TopicDelete.Reply) reply);
            case "group.list" ->
                names.replace(
                        Kind.GROUPS,
                        ((GroupList.Reply) reply)
                                .groups().stream().map(GroupSummary::name).toList());
            case "group.describe" -> add(Kind.GROUPS, ((GroupDescription) reply).name());
            case "group.delete" -> see((GroupDelete.Reply) reply);
            case "cluster.info" ->
                names.replace(
                        Kind.SERVERS,
                        ((ClusterInfo) reply).nodes().stream().map(NodeInfo::id).toList());
            default -> throw new IllegalArgumentException("nothing is known of replies to " + method.name());
        }
    }

    private void see(TopicCreate.Reply created) {
        if (!created.dryRun()) {
            add(Kind.TOPICS, created.topic().name());
        }
    }

    private void see(TopicDelete.Reply deleted) {
        if (!deleted.dryRun()) {
            var gone = deleted.topics().stream()
                    .filter(topic -> topic.error() == null && topic.change() == Change.DELETED)
                    .map(TopicDelete.Deleted::name)
                    .toList();
            names.change(Kind.TOPICS, List.of(), gone);
        }
    }

    private void see(GroupDelete.Reply deleted) {
        if (!deleted.dryRun()) {
            var gone = deleted.groups().stream()
                    .filter(group -> group.error() == null && group.change() == Change.DELETED)
                    .map(GroupDelete.Deleted::name)
                    .toList();
            names.change(Kind.GROUPS, List.of(), gone);
        }
    }

    private void add(Kind kind, String name) {
        names.change(kind, List.of(name), List.of());
    }
}
