package io.takhin.daemon.adapter.kafka.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.protocol.MessageUtil;
import org.junit.jupiter.api.Test;

class BoundedReadableTest {

    private static ByteBuffer metadataOf(int topics) {
        var data = new MetadataRequestData()
                .setTopics(IntStream.range(0, topics)
                        .mapToObj(number -> new MetadataRequestTopic().setName("t" + number))
                        .toList());
        return MessageUtil.toByteBufferAccessor(data, (short) 4).buffer();
    }

    @Test
    void readsARequestWithinTheBound() {
        // Given
        var readable = new BoundedReadable(metadataOf(100), 1000);
        // When
        var data = new MetadataRequestData(readable, (short) 4);
        // Then
        assertEquals(100, data.topics().size());
    }

    @Test
    void refusesMoreFieldsThanTheBound() {
        // Given
        var readable = new BoundedReadable(metadataOf(100), 150);
        // When
        var refusal = assertThrows(InvalidRequestException.class, () -> new MetadataRequestData(readable, (short) 4));
        // Then
        assertTrue(refusal.getMessage().contains("too many fields"));
    }

    @Test
    void refusesAListThatClaimsMoreElementsThanTheBound() {
        // Given
        var claim = ByteBuffer.allocate(10_000).putInt(0, 9_000);
        var readable = new BoundedReadable(claim, 1000);
        // When
        var refusal = assertThrows(RuntimeException.class, () -> new MetadataRequestData(readable, (short) 4));
        // Then
        assertTrue(refusal.getMessage().contains("9000"), refusal.getMessage());
    }
}
