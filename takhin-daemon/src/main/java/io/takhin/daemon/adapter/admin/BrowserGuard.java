package io.takhin.daemon.adapter.admin;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps web pages out. The listener asks for no login on the loopback address, and a browser on the same machine would
 * carry any page's request there. A page's request names its origin; one that tricks the name service into naming this
 * machine (DNS rebinding) still sends its own name as the host, so names are taken only if they are known.
 */
final class BrowserGuard {

    private final Set<String> hosts;

    BrowserGuard(Set<String> hosts) {
        this.hosts = hosts;
    }

    /** Refuses what a web page may have sent. */
    void check(HttpExchange exchange) {
        if (exchange.field("Origin").isPresent()
                || exchange.field("Sec-Fetch-Site").isPresent()) {
            throw TakhinException.of(ErrorCode.UNAUTHORIZED, "the admin API does not serve web pages");
        }
        var host = withoutPort(exchange.field("Host").orElse("")).toLowerCase(Locale.ROOT);
        if (!isAddress(host) && !host.equals("localhost") && !hosts.contains(host)) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.UNAUTHORIZED, "the admin API is not called \"" + host + "\"")
                            .withHint("use its address, or add the name to admin.hosts in the configuration"));
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }

    private static boolean isAddress(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !host.isEmpty();
    }
}
