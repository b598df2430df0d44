package io.takhin.common.admin.stream;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * What to watch.
 *
 * @param topics topics whose state is told too
 */
@Doc("What to watch besides the cluster.")
public record WatchRequest(
        @Doc("Topics whose state is told too, by name.") List<String> topics) {}
