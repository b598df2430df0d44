package io.takhin.daemon.adapter.admin;

/**
 * Answers one method of the admin RPC.
 *
 * @param <Q> the request
 * @param <R> the reply
 */
@FunctionalInterface
public interface UnaryHandler<Q extends Record, R extends Record> {

    /**
     * Answers a request on a virtual thread; it may wait up to the call's deadline.
     *
     * @throws io.takhin.common.error.TakhinException for every answer but the reply
     */
    R handle(Q request, Call call);
}
