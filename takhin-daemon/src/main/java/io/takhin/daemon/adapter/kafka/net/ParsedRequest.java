package io.takhin.daemon.adapter.kafka.net;

import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;

/**
 * A frame understood.
 *
 * @param context its header and where it came from
 * @param request its body
 * @param holdsFrame whether the body has parts that still lie in the frame's buffer
 */
record ParsedRequest(RequestContext context, AbstractRequest request, boolean holdsFrame) {}
