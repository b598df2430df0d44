package io.takhin.cli.context;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * All contexts.
 *
 * @param contexts by name
 */
@Doc("All contexts.")
public record ContextList(@Doc("By name.") List<ContextInfo> contexts) {}
