package io.takhin.cli.record.produce;

/** Gives out the names of batches, in order. Guarded by its owner's lock. */
final class Ticket {

    private long last;

    long next() {
        return ++last;
    }
}
