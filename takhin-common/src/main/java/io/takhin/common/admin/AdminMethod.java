package io.takhin.common.admin;

/**
 * One method of the admin RPC: {@code POST /v1/NAME} with the request as JSON, answered by the reply as JSON with
 * status 200, or by an {@link io.takhin.common.error.AdminError} with another status. A method that only reads answers
 * {@code GET} too, as if to an empty request.
 *
 * @param <Q> the request
 * @param <R> the reply
 * @param name its name, {@code noun.verb}
 * @param request the request's record
 * @param reply the reply's record
 * @param kind whether it changes anything
 * @param summary one sentence for the reference
 */
public record AdminMethod<Q extends Record, R extends Record>(
        String name, Class<Q> request, Class<R> reply, Kind kind, String summary) {

    /** Whether a method changes anything. */
    public enum Kind {
        /** It only reads: a retry is always safe. */
        READ,
        /** It changes something: after a lost answer the outcome is unknown. */
        CHANGE
    }

    /** Its path. */
    public String path() {
        return AdminMethods.PATH_PREFIX + name;
    }
}
