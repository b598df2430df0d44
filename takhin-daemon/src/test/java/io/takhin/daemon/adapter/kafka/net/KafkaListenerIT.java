package io.takhin.daemon.adapter.kafka.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaListenerIT {

    /** Requests that wait until the test answers them. */
    private final BlockingQueue<CompletableFuture<Reply>> waiting = new LinkedBlockingQueue<>();

    private final BlockingQueue<CompletableFuture<Reply>> unpipelined = new LinkedBlockingQueue<>();
    private KafkaListener listener;

    private static ListenerSettings settings(int inFlightMax, Duration receiveMax, int perIpMax) {
        return new ListenerSettings(
                "127.0.0.1",
                0,
                2,
                1 << 20,
                1 << 16,
                10_000,
                2 << 20,
                inFlightMax,
                Duration.ofMinutes(10),
                receiveMax,
                100,
                perIpMax,
                ListenerSecurity.PLAINTEXT);
    }

    @BeforeEach
    void start() throws Exception {
        listen(settings(4, Duration.ofSeconds(30), 100));
    }

    private void listen(ListenerSettings settings) throws Exception {
        if (listener != null) {
            listener.close();
        }
        listener = KafkaListener.bind(settings);
        listener.start(new ApiRegistry(List.of(new Pipelined(), new OneByOne())));
    }

    @AfterEach
    void stop() throws Exception {
        listener.close();
    }

    @Test
    void sendsClientsAwayUntilItServes() throws Exception {
        // Given
        try (var starting = KafkaListener.bind(settings(4, Duration.ofSeconds(30), 100))) {

            // When
            boolean sentAway;
            try (var early = new RawClient(starting.port())) {
                sentAway = early.closedByServer();
            }
            starting.start(new ApiRegistry(List.of(new Pipelined(), new OneByOne())));

            // Then
            assertTrue(sentAway);
            try (var client = new RawClient(starting.port())) {
                client.send(new ApiVersionsRequest.Builder().build((short) 3), 7);
                assertEquals(7, client.receive().getInt());
            }
        }
    }

    @Test
    void advertisesWhatIsServedAndNothingElse() throws Exception {
        try (var client = new RawClient(listener.port())) {
            // When
            client.send(new ApiVersionsRequest.Builder().build((short) 3), 7);
            // Then
            var response = (ApiVersionsResponse) RawClient.parse(client.receive(), ApiKeys.API_VERSIONS, (short) 3, 7);
            assertEquals(
                    List.of(ApiKeys.LIST_GROUPS.id, ApiKeys.API_VERSIONS.id, ApiKeys.INIT_PRODUCER_ID.id),
                    response.data().apiKeys().stream()
                            .map(each -> each.apiKey())
                            .toList());
        }
    }

    @Test
    void answersLeaveInTheOrderOfTheirRequests() throws Exception {
        try (var client = new RawClient(listener.port())) {
            // Given
            client.send(pipelined(), 1);
            client.send(pipelined(), 2);
            var first = next(waiting);
            var second = next(waiting);
            // When
            second.complete(answer());
            first.complete(answer());
            // Then
            assertEquals(1, client.receive().getInt());
            assertEquals(2, client.receive().getInt());
        }
    }

    @Test
    void aRequestThatIsNotPipelinedWaitsForThoseBeforeIt() throws Exception {
        try (var client = new RawClient(listener.port())) {
            // Given
            client.send(pipelined(), 1);
            client.send(oneByOne(), 2);
            client.send(pipelined(), 3);
            var first = next(waiting);
            // When
            assertFalse(unpipelined.poll(200, TimeUnit.MILLISECONDS) != null, "started too early");
            first.complete(answer());
            next(unpipelined).complete(Reply.of(new ListGroupsResponse(new ListGroupsResponseData())));
            next(waiting).complete(answer());
            // Then
            assertEquals(1, client.receive().getInt());
            assertEquals(2, client.receive().getInt());
            assertEquals(3, client.receive().getInt());
        }
    }

    @Test
    void readsNoFurtherThanTheCapOfAConnection() throws Exception {
        try (var client = new RawClient(listener.port())) {
            // Given
            for (int i = 0; i < 10; i++) {
                client.send(pipelined(), i);
            }
            for (int i = 0; i < 4; i++) {
                next(waiting).complete(i == 3 ? new Reply.None() : answer());
            }
            // When
            for (int i = 4; i < 10; i++) {
                next(waiting).complete(answer());
            }
            // Then
            for (int i = 0; i < 10; i++) {
                if (i != 3) {
                    assertEquals(i, client.receive().getInt());
                }
            }
        }
    }

    @Test
    void aMalformedFrameClosesItsOwnConnectionOnly() throws Exception {
        try (var good = new RawClient(listener.port());
                var bad = new RawClient(listener.port())) {
            // When
            bad.sendBytes(
                    ByteBuffer.allocate(12).putInt(8).putShort((short) 999).array());
            // Then
            assertTrue(bad.closedByServer());
            good.send(new ApiVersionsRequest.Builder().build((short) 3), 1);
            assertEquals(1, good.receive().getInt());
            assertEquals(2 << 20, listener.requestMemoryFree());
        }
    }

    @Test
    void aFrameLargerThanTheLimitClosesItsConnection() throws Exception {
        try (var bad = new RawClient(listener.port())) {
            // When
            bad.sendBytes(ByteBuffer.allocate(8).putInt(1 << 30).array());
            // Then
            assertTrue(bad.closedByServer());
        }
    }

    @Test
    void aHandlersFailureIsAnErrorResponse() throws Exception {
        try (var client = new RawClient(listener.port())) {
            // Given
            client.send(pipelined(), 1);
            // When
            next(waiting).completeExceptionally(new IllegalStateException("a fault made by this test"));
            // Then
            var response =
                    (InitProducerIdResponse) RawClient.parse(client.receive(), ApiKeys.INIT_PRODUCER_ID, (short) 4, 1);
            assertEquals(-1, response.data().errorCode());
        }
    }

    @Test
    void theEndOfTheClientCancelsWhatWaits() throws Exception {
        // Given
        CompletableFuture<Reply> future;
        try (var client = new RawClient(listener.port())) {
            client.send(oneByOne(), 1);
            future = next(unpipelined);
        }
        // When
        var ended = future.handle((_, failure) -> failure != null).get(10, TimeUnit.SECONDS);
        // Then
        assertTrue(ended);
    }

    @Test
    void aConnectionThatNeverEndsItsRequestIsClosed() throws Exception {
        // Given
        listen(settings(4, Duration.ofMillis(400), 100));
        try (var silent = new RawClient(listener.port());
                var slow = new RawClient(listener.port())) {
            // When
            slow.sendBytes(new byte[] {0, 0, 1});
            // Then
            assertTrue(slow.closedByServer());
            assertTrue(silent.closedByServer());
        }
    }

    @Test
    void refusesMoreConnectionsOfAnAddressThanAllowed() throws Exception {
        // Given
        listen(settings(4, Duration.ofSeconds(30), 1));
        try (var first = new RawClient(listener.port());
                var second = new RawClient(listener.port())) {
            // When
            first.send(new ApiVersionsRequest.Builder().build((short) 3), 1);
            // Then
            assertEquals(1, first.receive().getInt());
            assertTrue(second.closedByServer());
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var element = queue.poll(10, TimeUnit.SECONDS);
        assertTrue(element != null, "no request arrived");
        return element;
    }

    private static InitProducerIdRequest pipelined() {
        return new InitProducerIdRequest.Builder(
                        new InitProducerIdRequestData().setTransactionalId(null).setTransactionTimeoutMs(1000))
                .build((short) 4);
    }

    private static ListGroupsRequest oneByOne() {
        return new ListGroupsRequest.Builder(new ListGroupsRequestData()).build((short) 4);
    }

    private static Reply answer() {
        return Reply.of(new InitProducerIdResponse(new InitProducerIdResponseData()));
    }

    private final class Pipelined implements ApiHandler<InitProducerIdRequest> {
        @Override
        public ApiKeys key() {
            return ApiKeys.INIT_PRODUCER_ID;
        }

        @Override
        public boolean pipelined() {
            return true;
        }

        @Override
        public CompletableFuture<Reply> handle(RequestContext context, InitProducerIdRequest request) {
            var future = new CompletableFuture<Reply>();
            waiting.add(future);
            return future;
        }
    }

    private final class OneByOne implements ApiHandler<ListGroupsRequest> {
        @Override
        public ApiKeys key() {
            return ApiKeys.LIST_GROUPS;
        }

        @Override
        public CompletableFuture<Reply> handle(RequestContext context, ListGroupsRequest request) {
            var future = new CompletableFuture<Reply>();
            unpipelined.add(future);
            return future;
        }
    }
}
