package io.takhin.daemon.adapter.kafka.net;

import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.security.authenticator.CredentialCache;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.internals.ScramCredentialUtils;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.apache.kafka.common.utils.Utils;

/** Who may log in, with passwords, which it tells nobody. Immutable. */
public final class SaslUsers {

    private final Map<String, String> passwords;

    /** Takes users' names and their passwords. */
    public SaslUsers(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    /** Nobody may log in. */
    public static SaslUsers none() {
        return new SaslUsers(Map.of());
    }

    /** Whether this is the user's password; takes as long for a wrong one. Any thread. */
    boolean matches(String name, char[] password) {
        var known = passwords.get(name);
        return known != null && Utils.isEqualConstantTime(password, known.toCharArray());
    }

    /** What SCRAM keeps of the passwords (RFC 5802), for those of the mechanisms that are SCRAM. */
    CredentialCache scramCredentials(Collection<String> mechanisms) {
        var all = new CredentialCache();
        ScramCredentialUtils.createCache(all, mechanisms);
        for (var name : mechanisms) {
            var mechanism = ScramMechanism.forMechanismName(name);
            if (mechanism != null) {
                var cache = all.cache(name, ScramCredential.class);
                var formatter = formatter(mechanism);
                passwords.forEach((user, password) ->
                        cache.put(user, formatter.generateCredential(password, mechanism.minIterations())));
            }
        }
        return all;
    }

    private static ScramFormatter formatter(ScramMechanism mechanism) {
        try {
            return new ScramFormatter(mechanism);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has the algorithms of " + mechanism.mechanismName(), e);
        }
    }

    /** Their number alone. */
    @Override
    public String toString() {
        return passwords.size() + " users";
    }
}
