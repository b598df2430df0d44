package io.takhin.daemon.adapter.ratis.group;

import io.takhin.common.model.TopicId;
import java.security.SecureRandom;

/** Draws ids as Kafka does. Any thread calls. */
public final class IdSource {

    private final SecureRandom random = new SecureRandom();

    /** An id that is not one of Kafka's reserved ones (0 and 1), and whose text is not taken for an option. */
    public TopicId draw() {
        while (true) {
            // Version 4, variant 2, as UUIDs are.
            long most = (random.nextLong() & ~0xF000L) | 0x4000L;
            long least = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            var id = new TopicId(most, least);
            if (!id.toString().startsWith("-")) {
                return id;
            }
        }
    }
}
