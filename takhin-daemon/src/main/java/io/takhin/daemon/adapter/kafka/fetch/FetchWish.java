package io.takhin.daemon.adapter.kafka.fetch;

/** One partition of a Fetch: which and where. */
record FetchWish(FetchKey key, FetchPlace place) {}
