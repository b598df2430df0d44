package io.takhin.daemon.adapter.kafka.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Futures together. */
public final class Futures {

    private Futures() {}

    /** All results in the order of their futures, when all are there; fails if one does. */
    public static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(_ -> futures.stream().map(CompletableFuture::join).toList());
    }
}
