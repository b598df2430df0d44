/** A small HTTP/1.1 server: one virtual thread per connection, a limit on every size and a deadline on every wait. */
@NullMarked
package io.takhin.daemon.adapter.admin.http;

import org.jspecify.annotations.NullMarked;
