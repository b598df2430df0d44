package io.takhin.daemon.adapter.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.group.GroupDelete;
import io.takhin.common.admin.group.GroupLag;
import io.takhin.common.admin.group.GroupSeek;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.model.OffsetSpec;
import io.takhin.daemon.port.group.GroupAdmin.Member;
import io.takhin.daemon.port.group.GroupAdmin.Place;
import io.takhin.daemon.port.log.AppendOrigin;
import io.takhin.daemon.port.log.AppendRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The methods about groups, over HTTP, against groups in memory. */
class GroupMethodsIT {

    private static final Place FIRST = new Place("t", 0);
    private static final Place SECOND = new Place("t", 1);
    private static final Place GONE = new Place("gone", 0);
    private static final Member MEMBER = new Member("m-1", Optional.empty(), "app", "10.0.0.7", List.of(SECOND));

    private AdminSetup setup;

    @BeforeEach
    void start() throws IOException {
        setup = AdminSetup.usual();
        setup.topic("t", 2);
        var topic = setup.backend.metadata().topic("t").orElseThrow();
        setup.backend
                .append(
                        topic.partition(0),
                        new AppendRequest(
                                Batches.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                                AppendOrigin.CLIENT,
                                true))
                .join();
    }

    @AfterEach
    void stop() throws IOException {
        setup.close();
    }

    private GroupSeek.Reply seek(String to, List<Integer> partitions, boolean dryRun) {
        var request = new GroupSeek.Request("g", List.of(), partitions, OffsetSpec.parse(to), dryRun);
        return setup.client.call(AdminMethods.GROUP_SEEK, request, AdminSetup.TIMEOUT);
    }

    @Test
    void measuresTheLagOfWhatIsReadOrCommitted() {
        // Given
        setup.groups.add("g", List.of(MEMBER), Map.of(FIRST, 4L, GONE, 9L));

        // When
        var lag = setup.client.call(AdminMethods.GROUP_LAG, new GroupLag.Request("g", List.of()), AdminSetup.TIMEOUT);

        // Then
        assertEquals(
                new GroupLag.Reply(
                        "g",
                        "Stable",
                        6,
                        List.of(
                                new GroupLag.Partition("t", 0, 4L, 10, 6, null),
                                new GroupLag.Partition("t", 1, null, 0, 0, "m-1"))),
                lag);
    }

    @Test
    void countsAllRecordsWhereNothingWasCommitted() {
        // Given
        setup.groups.add("g", List.of(), Map.of());

        // When
        var lag =
                setup.client.call(AdminMethods.GROUP_LAG, new GroupLag.Request("g", List.of("t")), AdminSetup.TIMEOUT);

        // Then
        assertEquals(10, lag.total());
    }

    @Test
    void movesAGroupWithoutMembersAndOnlyWhatIsAsked() {
        // Given
        setup.groups.add("g", List.of(), Map.of(FIRST, 4L, SECOND, 0L));

        // When
        var moved = seek("-3", List.of(0), false);

        // Then
        assertEquals(Change.CHANGED, moved.change());
        assertEquals(List.of(new GroupSeek.Moved("t", 0, 4L, 7)), moved.partitions());
        assertEquals(Map.of(FIRST, 7L, SECOND, 0L), setup.groups.committed("g"));
    }

    @Test
    void keepsAPlaceWithinTheRecordsThereAre() {
        // Given
        setup.groups.add("g", List.of(), Map.of(FIRST, 4L));

        // When
        var moved = seek("5000", List.of(), false);

        // Then
        assertEquals(List.of(new GroupSeek.Moved("t", 0, 4L, 10)), moved.partitions());
    }

    @Test
    void changesNothingInADryRunNorWhenAGroupIsThereAlready() {
        // Given
        setup.groups.add("g", List.of(), Map.of(FIRST, 10L));

        // When
        var dry = seek("start", List.of(), true);
        var same = seek("end", List.of(), false);

        // Then
        assertEquals(Change.CHANGED, dry.change());
        assertTrue(dry.dryRun());
        assertEquals(Change.UNCHANGED, same.change());
        assertEquals(Map.of(FIRST, 10L), setup.groups.committed("g"));
    }

    @Test
    void refusesToMoveOrDeleteAGroupWithMembers() {
        // Given
        setup.groups.add("g", List.of(MEMBER), Map.of(FIRST, 4L));

        // When
        var seek = AdminSetup.error(() -> seek("start", List.of(), true));
        var deleted = setup.client.call(
                AdminMethods.GROUP_DELETE, new GroupDelete.Request(List.of("g"), false, true), AdminSetup.TIMEOUT);

        // Then
        assertEquals(ErrorCode.REFUSED, seek.code());
        assertEquals("group \"g\" has 1 member that would read on where they are", seek.message());
        assertEquals(ErrorCode.REFUSED, deleted.groups().getFirst().error().code());
    }

    @Test
    void doesNotKnowAGroupThatIsNotThere() {
        // Given
        var request = new GroupDelete.Request(List.of("g", "h"), true, false);
        setup.groups.add("h", List.of(), Map.of());

        // When
        var seek = AdminSetup.error(() -> seek("start", List.of(), false));
        var deleted = setup.client.call(AdminMethods.GROUP_DELETE, request, AdminSetup.TIMEOUT);

        // Then
        assertEquals(ErrorCode.NOT_FOUND, seek.code());
        assertEquals(
                List.of(Change.UNCHANGED, Change.DELETED),
                deleted.groups().stream().map(GroupDelete.Deleted::change).toList());
    }
}
