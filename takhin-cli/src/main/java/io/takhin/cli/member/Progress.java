package io.takhin.cli.member;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Invocation;
import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.member.MembersList;
import io.takhin.common.admin.member.MembershipReply;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes a change of members and says on standard error how far it is, once it takes longer than two seconds. */
final class Progress {

    private static final long INTERVAL_S = 2;
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(2);

    private Progress() {}

    static <Q extends Record> MembershipReply call(
            Clients clients, Invocation invocation, AdminMethod<Q, MembershipReply> method, Q request)
            throws InterruptedException {
        var done = new CountDownLatch(1);
        var watcher = Thread.ofVirtual().name("takhin-progress").start(() -> watch(clients, invocation, done));
        try {
            return clients.call(invocation, method, request);
        } finally {
            done.countDown();
            watcher.join(Duration.ofMillis(100));
        }
    }

    private static void watch(Clients clients, Invocation invocation, CountDownLatch done) {
        try {
            if (done.await(INTERVAL_S, TimeUnit.SECONDS)) {
                return;
            }
            try (var client = clients.open(invocation.globals())) {
                do {
                    look(client, invocation);
                } while (!done.await(INTERVAL_S, TimeUnit.SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(AdminClient client, Invocation invocation) {
        try {
            var change = client.call(AdminMethods.MEMBERS_LIST, new MembersList.Request(), LOOK_TIMEOUT)
                    .change();
            if (change != null) {
                invocation.note(line(change));
            }
        } catch (TakhinException e) {
            // The change itself tells what is wrong.
            invocation.note("no news: " + e.error().message());
        }
    }

    static String line(MembersList.Underway change) {
        return change.what() + ": "
                + (change.rollingBack() ? "going back" : "step " + change.step() + " of " + change.steps())
                + (change.node() == null
                        ? ""
                        : ", node " + change.node()
                                + (change.lag() < 0
                                        ? " is not followed yet"
                                        : " is " + change.lag() + " entries behind"));
    }
}
