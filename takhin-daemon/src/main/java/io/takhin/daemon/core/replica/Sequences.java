package io.takhin.daemon.core.replica;

/** Sequence numbers run from 0 to the largest int and start again at 0 (KIP-98). */
final class Sequences {

    private Sequences() {}

    static int plus(int sequence, int count) {
        long sum = (long) sequence + count;
        return (int) (sum > Integer.MAX_VALUE ? sum - Integer.MAX_VALUE - 1 : sum);
    }

    static int next(int sequence) {
        return sequence == Integer.MAX_VALUE ? 0 : sequence + 1;
    }
}
