package io.takhin.common.model;

import io.takhin.common.json.TextForm;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id a topic keeps for life: 128 random bits, never used again, not even for a new topic of the same name
 * (KIP-516).
 *
 * <p>Its text form is the 22 characters of unpadded URL-safe base64, as Kafka's tools print it.
 *
 * @param mostSignificantBits the first 64 bits
 * @param leastSignificantBits the last 64 bits
 */
public record TopicId(long mostSignificantBits, long leastSignificantBits) implements Comparable<TopicId>, TextForm {

    private static final int BYTES = 16;

    /** Takes the bits of a UUID. */
    public static TopicId of(UUID uuid) {
        return new TopicId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is not 22 characters of URL-safe base64
     */
    public static TopicId parse(String text) {
        var bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a topic id has 22 base64 characters, this has " + text.length());
        }
        var buffer = ByteBuffer.wrap(bytes);
        return new TopicId(buffer.getLong(), buffer.getLong());
    }

    @Override
    public int compareTo(TopicId other) {
        int most = Long.compareUnsigned(mostSignificantBits, other.mostSignificantBits);
        return most != 0 ? most : Long.compareUnsigned(leastSignificantBits, other.leastSignificantBits);
    }

    // A record's own go through method handles, which the simple compiler does not inline; ids are looked up by the
    // record.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicId(var most, var least)
                && most == mostSignificantBits
                && least == leastSignificantBits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(mostSignificantBits ^ leastSignificantBits);
    }

    @Override
    public String toString() {
        var buffer = ByteBuffer.allocate(BYTES).putLong(mostSignificantBits).putLong(leastSignificantBits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }
}
