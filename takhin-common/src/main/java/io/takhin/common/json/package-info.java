/** Records to JSON and back, over streaming Jackson, without databind. */
@NullMarked
package io.takhin.common.json;

import org.jspecify.annotations.NullMarked;
