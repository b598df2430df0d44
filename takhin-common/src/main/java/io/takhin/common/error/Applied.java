package io.takhin.common.error;

/** Whether a failed request changed anything; what tells a script if a retry is safe. */
public enum Applied {
    /** Nothing was changed. */
    NO,
    /** The change was made, though something after it failed. */
    YES,
    /** It can't be known yet: the request was on its way when the answer was lost. */
    UNKNOWN
}
