package io.takhin.daemon.adapter.metadata;

import io.takhin.daemon.port.metadata.MetadataStore;
import java.nio.file.Path;

class HeapMetadataStoreTest extends MetadataStoreContractTest {

    @Override
    protected MetadataStore open(Path data) {
        return new HeapMetadataStore();
    }
}
