package io.takhin.daemon.app;

import io.takhin.daemon.core.metadata.MetadataImage;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hands metadata on to listeners that were there before the backend was. Any thread. */
final class ListenerRelay {

    private final List<Consumer<MetadataImage>> listeners = new CopyOnWriteArrayList<>();

    Subscription add(Consumer<MetadataImage> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Hears of a backend's metadata from now on, its present state first. It lives as long as the backend. */
    void connect(Backend backend) {
        var _ = backend.onMetadata(this::publish);
        publish(backend.metadata());
    }

    private void publish(MetadataImage image) {
        listeners.forEach(listener -> listener.accept(image));
    }
}
