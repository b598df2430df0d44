package io.takhin.cli.record.batch;

/** Zigzag numbers of variable length, as in Kafka's records. */
final class Varints {

    private Varints() {}

    /** How many bytes a number takes, 1 to 10. */
    static int size(long number) {
        long bits = number << 1 ^ number >> 63;
        return bits == 0 ? 1 : (70 - Long.numberOfLeadingZeros(bits)) / 7;
    }

    /** Writes a number and gives where it ends. */
    static int put(long number, byte[] target, int start) {
        long bits = number << 1 ^ number >> 63;
        int at = start;
        while ((bits & ~0x7fL) != 0) {
            target[at++] = (byte) (bits | 0x80);
            bits >>>= 7;
        }
        target[at++] = (byte) bits;
        return at;
    }
}
