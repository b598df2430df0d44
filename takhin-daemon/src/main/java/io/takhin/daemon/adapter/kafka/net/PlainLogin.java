package io.takhin.daemon.adapter.kafka.net;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.jspecify.annotations.Nullable;

/**
 * Checks the passwords of SASL's PLAIN (RFC 4616) against the listener's users. Kafka makes one for each selector, by
 * its name, and so hands it the users among the configs.
 */
public final class PlainLogin implements AuthenticateCallbackHandler {

    /** The config that holds the {@link SaslUsers}. */
    static final String USERS = "takhin.sasl.users";

    private SaslUsers users = SaslUsers.none();

    /** Knows nobody until it is configured. */
    public PlainLogin() {}

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        if (configs.get(USERS) instanceof SaslUsers known) {
            users = known;
        }
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        @Nullable String name = null;
        for (var callback : callbacks) {
            switch (callback) {
                case NameCallback asked -> name = asked.getDefaultName();
                case PlainAuthenticateCallback asked ->
                    asked.authenticated(name != null && users.matches(name, asked.password()));
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {}
}
