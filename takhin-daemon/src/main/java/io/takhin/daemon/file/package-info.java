/** What several adapters need of the file system. */
@NullMarked
package io.takhin.daemon.file;

import org.jspecify.annotations.NullMarked;
