package io.takhin.daemon.adapter.kafka.net;

import io.takhin.daemon.adapter.kafka.api.ApiRegistry;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;

/** Makes requests of frames, within limits: what a frame claims is checked before anything of that size is made. */
final class RequestParser {

    /** A header is some ten bytes and a client id of at most 32 KiB. */
    private static final int HEADER_BYTES_MAX = 64 << 10;

    private final ListenerSettings settings;
    private final ListenerName listener;
    private final ApiRegistry registry;

    RequestParser(ListenerSettings settings, ListenerName listener, ApiRegistry registry) {
        this.settings = settings;
        this.listener = listener;
        this.registry = registry;
    }

    /** The frame's header; the buffer stands behind it. Throws InvalidRequestException if it is none. */
    static RequestHeader header(ByteBuffer frame) {
        int limit = frame.limit();
        frame.limit(Math.min(limit, frame.position() + HEADER_BYTES_MAX));
        try {
            return RequestHeader.parse(frame);
        } finally {
            frame.limit(limit);
        }
    }

    /**
     * The request behind the header.
     *
     * @throws InvalidRequestException if the frame breaks a limit, its API or version is not served, or it makes no
     *     sense
     */
    ParsedRequest parse(RequestHeader header, ByteBuffer frame, KafkaChannel channel) {
        boolean newerApiVersions = isNewerApiVersions(header);
        return new ParsedRequest(
                context(header, channel),
                request(header, frame),
                header.apiKey().requiresDelayedAllocation && !newerApiVersions);
    }

    /** The request alone; throws as {@link #parse}. */
    AbstractRequest request(RequestHeader header, ByteBuffer frame) {
        boolean newerApiVersions = isNewerApiVersions(header);
        if (!newerApiVersions && !registry.serves(header.apiKey(), header.apiVersion())) {
            throw new InvalidRequestException(
                    header.apiKey() + " version " + header.apiVersion() + " is not served, nor advertised");
        }
        if (header.apiKey() != ApiKeys.PRODUCE && frame.remaining() > settings.smallRequestBytesMax()) {
            throw new InvalidRequestException(header.apiKey() + " of " + frame.remaining() + " bytes, the limit is "
                    + settings.smallRequestBytesMax());
        }
        return newerApiVersions
                ? new ApiVersionsRequest(new ApiVersionsRequestData(), (short) 0, header.apiVersion())
                : body(header, frame);
    }

    private static boolean isNewerApiVersions(RequestHeader header) {
        return header.apiKey() == ApiKeys.API_VERSIONS && !header.isApiVersionSupported();
    }

    private AbstractRequest body(RequestHeader header, ByteBuffer frame) {
        try {
            var readable = new BoundedReadable(frame, settings.requestFieldsMax());
            return AbstractRequest.parseRequest(header.apiKey(), header.apiVersion(), readable).request;
        } catch (RuntimeException e) {
            // The codec says it with whatever exception the first wrong byte led to.
            throw new InvalidRequestException(header.apiKey() + " version " + header.apiVersion() + ": " + e, e);
        }
    }

    private RequestContext context(RequestHeader header, KafkaChannel channel) {
        var client = channel.channelMetadataRegistry().clientInformation();
        return new RequestContext(
                header,
                channel.id(),
                channel.socketAddress(),
                Optional.of(channel.socketPort()),
                channel.principal(),
                listener,
                settings.security().protocol(),
                client == null ? ClientInformation.EMPTY : client,
                false,
                channel.principalSerde());
    }
}
