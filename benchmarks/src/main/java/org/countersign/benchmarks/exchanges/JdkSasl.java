package org.countersign.benchmarks.exchanges;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServerFactory;
import net.jcip.annotations.ThreadSafe;

/** The SASL of the JDK: with factories that are kept, for to look one up takes most of the time of {@link Sasl}. */
@ThreadSafe
public final class JdkSasl {
    private JdkSasl() {}

    /** The factory that {@link Sasl#createSaslServer} would find. */
    public static SaslServerFactory serverFactory(String mechanism) {
        return Collections.list(Sasl.getSaslServerFactories()).stream()
                .filter(each -> List.of(each.getMechanismNames(Map.of())).contains(mechanism))
                .findFirst()
                .orElseThrow();
    }

    /** The factory that {@link Sasl#createSaslClient} would find. */
    public static SaslClientFactory clientFactory(String mechanism) {
        return Collections.list(Sasl.getSaslClientFactories()).stream()
                .filter(each -> List.of(each.getMechanismNames(Map.of())).contains(mechanism))
                .findFirst()
                .orElseThrow();
    }

    /** Answers for {@link Setting#USER}, as simply as one can: on either side. */
    public static CallbackHandler callbacks() {
        char[] password = Setting.PASSWORD.toCharArray();
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof PasswordCallback asked) {
                    asked.setPassword(password);
                } else if (callback instanceof NameCallback asked) {
                    asked.setName(Setting.USER);
                } else if (callback instanceof AuthorizeCallback asked) {
                    asked.setAuthorized(asked.getAuthenticationID().equals(asked.getAuthorizationID()));
                } else if (callback instanceof RealmCallback asked) {
                    String offered = asked.getDefaultText();
                    asked.setText(offered == null ? Setting.HOST : offered);
                }
            }
        };
    }

    /**
     * The result of a server's last step.
     *
     * @throws SaslException if it is not complete
     */
    static void requireComplete(boolean complete) throws SaslException {
        if (!complete) {
            throw new SaslException("not complete");
        }
    }
}
