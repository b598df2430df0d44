package io.takhin.daemon.adapter.kafka.peer;

import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.port.Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Has one of Kafka's requests answered by a node of the cluster: by this node's own handlers, or by those of another,
 * with the request in Kafka's format on the way there. Clients' listeners and their logins have no part in it.
 */
public final class NodeRequests {

    /** Who asks, for handlers that want to know. */
    public static final String PRINCIPAL_TYPE = "Node";

    private static final ListenerName LISTENER = new ListenerName("NODES");

    private final Backend backend;
    private volatile @Nullable ApiRegistry handlers;

    /** Asks through a backend's way to the other nodes. */
    public NodeRequests(Backend backend) {
        this.backend = backend;
    }

    /** Answers with these handlers from now on, this node's own requests and those of others. */
    public void serve(ApiRegistry registry) {
        handlers = registry;
        backend.peers().serve(this::answer);
    }

    /**
     * The answer of a node, which is of the class that belongs to the request. Fails with an IOException if the node
     * does not answer, and then it is not known whether it heard the request.
     */
    public CompletableFuture<AbstractResponse> ask(int node, AbstractRequest request) {
        int self = backend.cluster().nodeId();
        var header = new RequestHeader(request.apiKey(), request.version(), "takhin-node-" + self, 0);
        if (node == self) {
            return handle(header, request);
        }
        return backend.peers()
                .ask(node, request.serializeWithHeader(header))
                .thenApply(answer -> AbstractResponse.parseResponse(answer, header));
    }

    private CompletableFuture<ByteBuffer> answer(ByteBuffer frame) {
        try {
            var header = RequestHeader.parse(frame);
            var request = AbstractRequest.parseRequest(
                            header.apiKey(),
                            header.apiVersion(),
                            new org.apache.kafka.common.protocol.ByteBufferAccessor(frame))
                    .request;
            return handle(header, request)
                    .thenApply(response -> context(header).buildResponseEnvelopePayload(response));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<AbstractResponse> handle(RequestHeader header, AbstractRequest request) {
        var registry = handlers;
        if (registry == null || !registry.serves(header.apiKey(), header.apiVersion())) {
            return CompletableFuture.failedFuture(new InvalidRequestException(
                    header.apiKey() + " version " + header.apiVersion() + " is not served between nodes"));
        }
        return registry.handle(context(header), request).thenCompose(reply -> switch (reply) {
            case Reply.Answer(var response) -> CompletableFuture.completedFuture(response);
            case Reply.None _, Reply.Close _ ->
                CompletableFuture.failedFuture(new IOException(header.apiKey() + " was not answered"));
        });
    }

    private static RequestContext context(RequestHeader header) {
        return new RequestContext(
                header,
                header.clientId(),
                InetAddress.getLoopbackAddress(),
                Optional.empty(),
                new KafkaPrincipal(PRINCIPAL_TYPE, header.clientId()),
                LISTENER,
                SecurityProtocol.PLAINTEXT,
                ClientInformation.EMPTY,
                true,
                Optional.empty());
    }
}
