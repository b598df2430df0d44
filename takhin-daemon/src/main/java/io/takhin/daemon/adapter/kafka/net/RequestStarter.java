package io.takhin.daemon.adapter.kafka.net;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from a frame to its handler, and from what the handler did to a reply. Shared by all processors. */
final class RequestStarter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestStarter.class);

    private final RequestParser parser;
    private final ApiRegistry registry;

    RequestStarter(RequestParser parser, ApiRegistry registry) {
        this.parser = parser;
        this.registry = registry;
    }

    /**
     * Makes a request of a frame; nothing if the channel took it to authenticate anew (KIP-368).
     *
     * @throws org.apache.kafka.common.errors.InvalidRequestException if it can't be understood or is not allowed
     * @throws IOException if authenticating anew failed
     */
    Optional<Exchange> understand(Connection connection, KafkaChannel channel, NetworkReceive frame)
            throws IOException {
        var header = RequestParser.header(frame.payload());
        if (header.apiKey() == ApiKeys.SASL_HANDSHAKE
                && connection.inFlight() == 0
                && channel.maybeBeginServerReauthentication(frame, System::nanoTime)) {
            return Optional.empty();
        }
        if (channel.serverAuthenticationSessionExpired(System.nanoTime())) {
            throw new IOException("the session of " + channel.principal() + " has expired");
        }
        var parsed = parser.parse(header, frame.payload(), channel);
        if (parsed.request() instanceof ApiVersionsRequest versions && versions.isValid()) {
            channel.channelMetadataRegistry()
                    .registerClientInformation(new ClientInformation(
                            versions.data().clientSoftwareName(),
                            versions.data().clientSoftwareVersion()));
        }
        boolean pipelined =
                registry.handler(header.apiKey()).map(ApiHandler::pipelined).orElse(false);
        return Optional.of(new Exchange(connection, parsed, pipelined, frame));
    }

    /** Starts a request; {@code ended} is called once, by any thread, when its reply is there. */
    void start(Exchange exchange, Consumer<Exchange> ended) {
        var future = registry.handle(exchange.context, exchange.request);
        exchange.started(future);
        var _ = future.whenComplete((_, _) -> ended.accept(exchange));
    }

    /** The reply of a request that has ended. */
    Reply reply(Exchange exchange) {
        try {
            return exchange.reply();
        } catch (CompletionException e) {
            return failure(exchange, e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            return failure(exchange, e);
        }
    }

    /** Gives a frame's memory back. */
    static void free(NetworkReceive frame) {
        try {
            frame.close();
        } catch (IOException e) {
            throw new IllegalStateException("giving memory back does no I/O", e);
        }
    }

    private static Reply failure(Exchange exchange, Throwable cause) {
        if (!(cause instanceof ApiException)) {
            LOG.atError()
                    .addKeyValue("api", exchange.context.header.apiKey().name)
                    .addKeyValue("connection", exchange.connection.id)
                    .setCause(cause)
                    .log("a Kafka request failed for a fault of this node");
        }
        AbstractResponse response;
        try {
            response = exchange.request.getErrorResponse(0, cause);
        } catch (RuntimeException e) {
            // A Produce whose partition has no records, for one: Kafka's class counts their bytes for its refusal.
            return new Reply.Close("the request failed and can't be refused either: " + e);
        }
        return response == null ? new Reply.Close("the request failed and wants no answer") : Reply.of(response);
    }
}
