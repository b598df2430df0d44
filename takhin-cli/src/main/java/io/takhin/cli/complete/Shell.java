package io.takhin.cli.complete;

/** The shells that completion is made for. */
public enum Shell {
    /** GNU Bash 4.3 or later. */
    BASH,
    /** The Z shell. */
    ZSH,
    /** The friendly interactive shell. */
    FISH
}
