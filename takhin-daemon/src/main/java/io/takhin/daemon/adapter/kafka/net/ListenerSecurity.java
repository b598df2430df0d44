package io.takhin.daemon.adapter.kafka.net;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * How the listener's connections are secured.
 *
 * @param protocol whether there is TLS, and whether clients log in
 * @param tls Kafka's configs ssl.*, empty without TLS
 * @param mechanisms the SASL mechanisms, of PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512; empty without SASL
 * @param users who may log in
 */
public record ListenerSecurity(
        SecurityProtocol protocol, Map<String, String> tls, List<String> mechanisms, SaslUsers users) {

    /** Neither TLS nor SASL. */
    public static final ListenerSecurity PLAINTEXT =
            new ListenerSecurity(SecurityProtocol.PLAINTEXT, Map.of(), List.of(), SaslUsers.none());

    private static final String PLAIN = "PLAIN";

    /** Copies the collections. */
    public ListenerSecurity {
        tls = Map.copyOf(tls);
        mechanisms = List.copyOf(mechanisms);
    }

    /** The same with the protocol by its name. */
    public static ListenerSecurity of(
            String protocol, Map<String, String> tls, List<String> mechanisms, SaslUsers users) {
        return new ListenerSecurity(SecurityProtocol.forName(protocol), tls, mechanisms, users);
    }

    /** Whether clients log in. */
    boolean withSasl() {
        return protocol == SecurityProtocol.SASL_SSL || protocol == SecurityProtocol.SASL_PLAINTEXT;
    }

    /** Kafka's security configs. None of them is a password. */
    Map<String, Object> configs() {
        var configs = new HashMap<String, Object>(tls);
        if (withSasl()) {
            configs.put("sasl.enabled.mechanisms", mechanisms);
            configs.put(PlainLogin.USERS, users);
            for (var mechanism : mechanisms) {
                var prefix = "listener.name." + protocol.name.toLowerCase(Locale.ROOT) + "."
                        + mechanism.toLowerCase(Locale.ROOT) + ".";
                var module = mechanism.equals(PLAIN) ? PlainLoginModule.class : ScramLoginModule.class;
                configs.put(prefix + "sasl.jaas.config", module.getName() + " required;");
                if (mechanism.equals(PLAIN)) {
                    configs.put(prefix + "sasl.server.callback.handler.class", PlainLogin.class);
                }
            }
        }
        return configs;
    }

    /** Without what {@code tls} says: a private key is in it. */
    @Override
    public String toString() {
        return protocol + " " + mechanisms + ", " + users;
    }
}
