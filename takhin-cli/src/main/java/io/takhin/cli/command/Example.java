package io.takhin.cli.command;

/**
 * A command line worth showing.
 *
 * @param line what to type, whole
 * @param meaning what it does, a phrase without a full stop
 */
public record Example(String line, String meaning) {}
