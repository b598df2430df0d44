package io.takhin.common.admin.topic;

/** What a request for a change did. */
public enum Change {
    /** It is new. */
    CREATED,
    /** It is different now. */
    CHANGED,
    /** It is gone. */
    DELETED,
    /** It was as asked already. */
    UNCHANGED
}
