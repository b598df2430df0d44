package io.takhin.cli.fake;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.admin.topic.TopicAddPartitions;
import io.takhin.common.admin.topic.TopicAlter;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.admin.topic.TopicDescription;
import io.takhin.common.admin.topic.TopicList;
import io.takhin.common.admin.topic.TopicSummary;
import io.takhin.common.admin.topic.TopicTrim;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.model.config.ConfigEntry;
import java.util.List;

/** Replies of a small cluster, for golden files. */
public final class Replies {

    public static final TopicSummary ORDERS =
            new TopicSummary("orders", "a1B2c3D4e5F6g7H8i9J0kA", 12, 3, 1_610_612_736L);

    private Replies() {}

    /** A client that knows an answer to everything about topics. */
    public static FakeAdminClient topics() {
        return new FakeAdminClient()
                .answer(AdminMethods.TOPIC_CREATE, new TopicCreate.Reply(Change.CREATED, false, ORDERS))
                .answer(
                        AdminMethods.TOPIC_LIST,
                        new TopicList.Reply(
                                List.of(ORDERS, new TopicSummary("payments", "Zz9Yy8Xx7Ww6Vv5Uu4Tt3Q", 1, 1, 0))))
                .answer(AdminMethods.TOPIC_DESCRIBE, described())
                .answer(
                        AdminMethods.TOPIC_ALTER,
                        new TopicAlter.Reply(
                                Change.CHANGED,
                                false,
                                "orders",
                                List.of(
                                        new TopicAlter.Difference("cleanup.policy", "compact", null),
                                        new TopicAlter.Difference("retention.ms", null, "86400000"))))
                .answer(
                        AdminMethods.TOPIC_ADD_PARTITIONS,
                        new TopicAddPartitions.Reply(Change.CHANGED, false, "orders", 12, 24))
                .answer(
                        AdminMethods.TOPIC_TRIM,
                        new TopicTrim.Reply(
                                Change.CHANGED,
                                false,
                                "orders",
                                List.of(
                                        new TopicTrim.Trimmed(0, 100, 1500, null),
                                        new TopicTrim.Trimmed(1, 0, 0, null))))
                .answer(
                        AdminMethods.TOPIC_DELETE,
                        new TopicDelete.Reply(
                                false,
                                List.of(
                                        new TopicDelete.Deleted("orders", Change.DELETED, 12, 1_610_612_736L, null),
                                        new TopicDelete.Deleted("payments", Change.UNCHANGED, 0, 0, null))));
    }

    /** One of two topics could not be deleted. */
    public static TopicDelete.Reply partlyDeleted() {
        var error = AdminError.of(ErrorCode.NOT_FOUND, "topic \"payments\" does not exist");
        return new TopicDelete.Reply(
                false,
                List.of(
                        new TopicDelete.Deleted("orders", Change.DELETED, 12, 1_610_612_736L, null),
                        new TopicDelete.Deleted("payments", Change.UNCHANGED, 0, 0, error)));
    }

    private static TopicDescription described() {
        return new TopicDescription(
                "orders",
                "a1B2c3D4e5F6g7H8i9J0kA",
                3,
                1_769_860_800_000L,
                List.of(
                        new TopicDescription.Partition(
                                0,
                                0,
                                "1",
                                3,
                                List.of("1", "2", "3"),
                                List.of("1", "2", "3"),
                                100,
                                1500,
                                1500,
                                123_456,
                                List.of()),
                        new TopicDescription.Partition(
                                1,
                                1,
                                null,
                                4,
                                List.of("3", "2"),
                                List.of("2"),
                                0,
                                42,
                                40,
                                512,
                                List.of("3", "2", "4"))),
                List.of(
                        new ConfigEntry("cleanup.policy", "compact", ConfigEntry.Source.TOPIC, "How old records go."),
                        new ConfigEntry(
                                "retention.ms", "604800000", ConfigEntry.Source.DEFAULT, "How long records stay.")));
    }
}
