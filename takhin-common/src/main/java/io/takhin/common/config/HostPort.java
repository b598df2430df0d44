package io.takhin.common.config;

/**
 * Where a listener listens.
 *
 * @param host a name or an address, an IPv6 one without brackets
 * @param port 0 to 65535, 0 for any free one
 */
public record HostPort(String host, int port) {

    private static final int PORT_MAX = 65_535;

    /**
     * Reads {@code HOST:PORT} or {@code [IPV6]:PORT}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        var host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        var port = text.substring(colon + 1);
        boolean number = !port.isEmpty()
                && port.length() <= 5
                && port.chars().allMatch(Character::isDigit)
                && Integer.parseInt(port) <= PORT_MAX;
        if (host.isEmpty() || host.indexOf('[') >= 0 || !number || (!bracketed && host.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("is no address: write HOST:PORT, such as 127.0.0.1:7070");
        }
        return new HostPort(host, Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
