package io.takhin.common.json;

/**
 * A value that JSON shows as one string: {@code toString()} writes it, a static {@code parse(String)} reads it. An
 * interface rather than an annotation, as the first look at an annotation costs a client's start some milliseconds.
 */
public interface TextForm {}
