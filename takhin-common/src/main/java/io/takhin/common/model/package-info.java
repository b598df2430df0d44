/** Names and ids that every part of takhin shares. */
@NullMarked
package io.takhin.common.model;

import org.jspecify.annotations.NullMarked;
