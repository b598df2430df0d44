package io.takhin.cli.check;

import io.takhin.cli.command.Clients;
import io.takhin.cli.command.Invocation;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.topic.TopicCreate;
import io.takhin.common.admin.topic.TopicDelete;
import io.takhin.common.error.Applied;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A topic that exists as long as a check runs. It is deleted however the check ends, also when the process is told to
 * end; where that fails, the last line on standard error says so and how to do it by hand.
 */
final class TemporaryTopic implements AutoCloseable {

    /** A process that is told to end has 10 s. */
    private static final Duration DELETE_TIME = Duration.ofSeconds(8);

    private final Clients clients;
    private final Invocation invocation;
    private final String name = "takhin-check-perf-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private boolean deleted;

    TemporaryTopic(Clients clients, Invocation invocation) {
        this.clients = clients;
        this.invocation = invocation;
    }

    String name() {
        return name;
    }

    /** Creates it; the caller closes this even when it fails, as the topic may be there all the same. */
    void create(AdminClient client, int partitions, int replicationFactor, Duration timeout) {
        try {
            client.call(
                    AdminMethods.TOPIC_CREATE,
                    new TopicCreate.Request(name, partitions, replicationFactor, Map.of(), false, false, false),
                    timeout);
        } catch (TakhinException e) {
            deleted = e.error().applied() == Applied.NO; // then there is nothing to delete
            throw e;
        }
    }

    /** Whether it is gone. */
    boolean deleted() {
        return deleted;
    }

    /** Deletes it, once. Over a connection of its own, as the check's may be what failed. */
    @Override
    public void close() {
        if (deleted) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try (var client = clients.open(invocation.globals())) {
            client.call(AdminMethods.TOPIC_DELETE, new TopicDelete.Request(List.of(name), true, false), DELETE_TIME);
            deleted = true;
        } catch (TakhinException e) {
            invocation.closeWith("topic " + name + " could not be deleted ("
                    + e.error().message() + "); delete it with: takhin topic delete " + name + " --yes");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
