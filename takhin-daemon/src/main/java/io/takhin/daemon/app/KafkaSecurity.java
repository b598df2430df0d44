package io.takhin.daemon.app;

import io.takhin.common.config.KafkaConfig;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordShape;
import io.takhin.daemon.adapter.kafka.net.ListenerSecurity;
import io.takhin.daemon.adapter.kafka.net.SaslUsers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the configuration says of TLS and of logins, with the files it names. */
final class KafkaSecurity {

    private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    private final KafkaConfig kafka;
    private final List<String> problems = new ArrayList<>();

    private KafkaSecurity(KafkaConfig kafka) {
        this.kafka = kafka;
    }

    /**
     * Reads the files.
     *
     * @throws TakhinException USAGE with every problem there is: a setting that is missing, one that would do nothing,
     *     a file that can't be read or that others can read
     */
    static ListenerSecurity of(KafkaConfig kafka) {
        return new KafkaSecurity(kafka).read();
    }

    private ListenerSecurity read() {
        var tls = kafka.protocol().withTls() ? tls() : Map.<String, String>of();
        var users = kafka.protocol().withSasl() ? users() : SaslUsers.none();
        unused();
        if (!problems.isEmpty()) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, String.join("; ", problems))
                    .withHint("see the keys with: takhin config schema"));
        }
        return ListenerSecurity.of(
                kafka.protocol().name(), tls, kafka.protocol().withSasl() ? kafka.saslMechanisms() : List.of(), users);
    }

    private Map<String, String> tls() {
        var configs = new HashMap<String, String>();
        configs.put("ssl.keystore.type", "PEM");
        configs.put("ssl.keystore.certificate.chain", text("tlsCertificateFile", kafka.tlsCertificateFile()));
        configs.put("ssl.keystore.key", secret("tlsKeyFile", kafka.tlsKeyFile()));
        configs.put("ssl.client.auth", kafka.tlsClientAuth().name().toLowerCase(Locale.ROOT));
        if (kafka.tlsClientAuth() != KafkaConfig.ClientAuth.NONE) {
            configs.put("ssl.truststore.type", "PEM");
            configs.put("ssl.truststore.certificates", text("tlsClientCaFile", kafka.tlsClientCaFile()));
        }
        return configs;
    }

    private SaslUsers users() {
        for (var mechanism : kafka.saslMechanisms()) {
            if (!MECHANISMS.contains(mechanism)) {
                problem("saslMechanisms", "\"" + mechanism + "\" is none of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512");
            }
        }
        if (kafka.saslMechanisms().isEmpty()) {
            problem("saslMechanisms", "without one nobody can log in");
        }
        var text = secret("saslUsersFile", kafka.saslUsersFile());
        try {
            return new SaslUsers(text.isEmpty() ? Map.of() : UsersFile.parse(text));
        } catch (IllegalArgumentException e) {
            problem("saslUsersFile", kafka.saslUsersFile() + ": " + e.getMessage());
            return SaslUsers.none();
        }
    }

    /** A file that is named for nothing would let its reader believe that connections are safer than they are. */
    private void unused() {
        if (!kafka.protocol().withTls()) {
            unused("tlsCertificateFile", kafka.tlsCertificateFile());
            unused("tlsKeyFile", kafka.tlsKeyFile());
        }
        if (!kafka.protocol().withTls() || kafka.tlsClientAuth() == KafkaConfig.ClientAuth.NONE) {
            unused("tlsClientCaFile", kafka.tlsClientCaFile());
        }
        if (!kafka.protocol().withTls() && kafka.tlsClientAuth() != KafkaConfig.ClientAuth.NONE) {
            unused("tlsClientAuth", RecordShape.enumName(kafka.tlsClientAuth()));
        }
        if (!kafka.protocol().withSasl()) {
            unused("saslUsersFile", kafka.saslUsersFile());
        }
    }

    private void unused(String key, String value) {
        if (!value.isEmpty()) {
            problem(key, value + " has no use with protocol " + protocol() + clientAuth(key));
        }
    }

    private String clientAuth(String key) {
        return key.equals("tlsClientCaFile") && kafka.protocol().withTls() ? " and tlsClientAuth none" : "";
    }

    private String text(String key, String path) {
        return file(key, path, false);
    }

    private String secret(String key, String path) {
        return file(key, path, true);
    }

    private String file(String key, String path, boolean secret) {
        if (path.isEmpty()) {
            problem(key, "is needed with protocol " + protocol());
            return "";
        }
        try {
            return secret ? OperatorFile.secret(path) : OperatorFile.text(path);
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return "";
        }
    }

    private String protocol() {
        return RecordShape.enumName(kafka.protocol());
    }

    private void problem(String key, String what) {
        problems.add("kafka." + key + ": " + what);
    }
}
