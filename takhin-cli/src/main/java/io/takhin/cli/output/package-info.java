/** How replies look: tables, JSON, YAML, names and JSON Schema. */
@NullMarked
package io.takhin.cli.output;

import org.jspecify.annotations.NullMarked;
