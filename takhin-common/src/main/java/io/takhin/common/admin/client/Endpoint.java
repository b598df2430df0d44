package io.takhin.common.admin.client;

import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a daemon's admin listener is reached.
 *
 * @param host a name or an address, an IPv6 one without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {

    /** Where a daemon listens that was not told otherwise. */
    public static final Endpoint DEFAULT = new Endpoint("127.0.0.1", 7070);

    private static final int PORT_MAX = 65_535;

    /**
     * Reads {@code HOST:PORT} or {@code [IPV6]:PORT}.
     *
     * @throws TakhinException with USAGE if it is neither
     */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        var host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        int port = port(text.substring(colon + 1));
        if (host.isEmpty() || host.indexOf('[') >= 0 || port < 1 || (!bracketed && host.indexOf(':') >= 0)) {
            throw TakhinException.of(
                    ErrorCode.USAGE, "\"" + text + "\" is no endpoint: write HOST:PORT, such as 127.0.0.1:7070");
        }
        return new Endpoint(host, port);
    }

    /**
     * Reads endpoints with commas between them.
     *
     * @throws TakhinException with USAGE if one is malformed
     */
    public static List<Endpoint> parseList(String text) {
        var endpoints = new ArrayList<Endpoint>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            endpoints.add(parse(text.substring(from, to).trim()));
            from = to + 1;
        }
        return List.copyOf(endpoints);
    }

    private static int port(String text) {
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || port > PORT_MAX) {
                return -1;
            }
            port = port * 10 + digit;
        }
        return port > PORT_MAX ? -1 : port;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
