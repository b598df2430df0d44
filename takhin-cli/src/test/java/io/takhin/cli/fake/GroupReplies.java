package io.takhin.cli.fake;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.group.GroupDescription;
import io.takhin.common.admin.group.GroupDescription.Assigned;
import io.takhin.common.admin.group.GroupDescription.Member;
import io.takhin.common.admin.group.GroupLag;
import io.takhin.common.admin.group.GroupList;
import io.takhin.common.admin.group.GroupSeek;
import io.takhin.common.admin.group.GroupSummary;
import io.takhin.common.admin.topic.Change;
import java.util.List;

/** Replies about groups, for golden files. */
public final class GroupReplies {

    private GroupReplies() {}

    /** A client that knows an answer to everything about groups. */
    public static FakeAdminClient groups() {
        return new FakeAdminClient()
                .answer(
                        AdminMethods.GROUP_LIST,
                        new GroupList.Reply(List.of(
                                new GroupSummary("billing", "consumer", "Stable", "2"),
                                new GroupSummary("reports", "classic", "Empty", "1"))))
                .answer(
                        AdminMethods.GROUP_DESCRIBE,
                        new GroupDescription(
                                "billing",
                                "consumer",
                                "Stable",
                                "2",
                                "uniform",
                                List.of(
                                        new Member(
                                                "kCdh3a0lR1KzgVtmVxTq4w",
                                                "pod-1",
                                                "billing",
                                                "10.0.0.7",
                                                List.of(
                                                        new Assigned("orders", List.of(0, 1)),
                                                        new Assigned("payments", List.of(0)))),
                                        new Member("mW1bJ1c8T0mvT1n3qkz9xA", null, "late", "10.0.0.8", List.of()))))
                .answer(
                        AdminMethods.GROUP_LAG,
                        new GroupLag.Reply(
                                "billing",
                                "Stable",
                                1542,
                                List.of(
                                        new GroupLag.Partition(
                                                "orders", 0, 1000L, 2500, 1500, "kCdh3a0lR1KzgVtmVxTq4w"),
                                        new GroupLag.Partition("payments", 0, null, 42, 42, null))))
                .answer(
                        AdminMethods.GROUP_SEEK,
                        new GroupSeek.Reply(
                                Change.CHANGED,
                                false,
                                "billing",
                                List.of(
                                        new GroupSeek.Moved("orders", 0, 1000L, 0),
                                        new GroupSeek.Moved("orders", 1, 0L, 0),
                                        new GroupSeek.Moved("payments", 0, null, 12))))
                .answer(
                        AdminMethods.GROUP_DELETE,
                        new GroupDelete.Reply(
                                false,
                                List.of(
                                        new GroupDelete.Deleted("billing", Change.DELETED, null),
                                        new GroupDelete.Deleted("reports", Change.UNCHANGED, null))));
    }
}
