package io.takhin.common.admin.client;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes connections: endpoints are tried in order, the one that worked last first. */
final class Connector implements AutoCloseable {

    private final List<Endpoint> endpoints;
    private final Set<Link> streams = ConcurrentHashMap.newKeySet();
    private volatile int preferred;
    private volatile boolean closed;

    Connector(List<Endpoint> endpoints) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("a client needs an endpoint");
        }
        this.endpoints = List.copyOf(endpoints);
    }

    /** Starts to try each endpoint once. */
    Round round(Deadline deadline) {
        return new Round(deadline, preferred);
    }

    private void register(Link link) {
        streams.add(link);
        if (closed) {
            link.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (var stream : streams) {
            stream.close();
        }
    }

    /**
     * Opens a stream on a connection of its own, which closes with the client.
     *
     * @throws io.takhin.common.error.TakhinException if no endpoint takes it
     */
    <S> S stream(Deadline deadline, Opening<S> opening) {
        var round = round(deadline);
        while (true) {
            var link = round.next();
            boolean opened = false;
            try {
                register(link);
                var stream = opening.open(link);
                opened = true;
                return stream;
            } catch (IOException e) {
                if (Failures.late(e, deadline) || Thread.currentThread().isInterrupted()) {
                    throw Failures.whileWaiting(link.endpoint(), "opening a stream", true, deadline, e);
                }
                round.failed(link.endpoint(), e);
            } finally {
                if (!opened) {
                    release(link);
                }
            }
        }
    }

    /** Closes a stream's connection. */
    void release(Link link) {
        streams.remove(link);
        link.close();
    }

    /** Asks for a stream on a new connection and waits for the answer. */
    @FunctionalInterface
    interface Opening<S> {
        S open(Link link) throws IOException;
    }

    /** One try of each endpoint. */
    final class Round {

        private final Deadline deadline;
        private final int start;
        private final StringBuilder causes = new StringBuilder();
        private int tried;

        private Round(Deadline deadline, int start) {
            this.deadline = deadline;
            this.start = start;
        }

        /**
         * Connects to the next endpoint that lets itself be reached.
         *
         * @throws io.takhin.common.error.TakhinException with UNREACHABLE when none is left, with each one's cause
         */
        Link next() {
            while (tried < endpoints.size()) {
                int index = (start + tried++) % endpoints.size();
                var endpoint = endpoints.get(index);
                try {
                    var link = Link.connect(endpoint, deadline);
                    preferred = index;
                    return link;
                } catch (IOException e) {
                    failed(endpoint, e);
                }
            }
            throw HttpAdminClient.unreachable("no endpoint reachable: " + causes);
        }

        /** Notes why an endpoint is of no use. */
        void failed(Endpoint endpoint, IOException cause) {
            if (!causes.isEmpty()) {
                causes.append("; ");
            }
            causes.append(endpoint).append(": ").append(Failures.cause(cause));
        }
    }
}
