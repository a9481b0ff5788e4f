package org.countersign.benchmarks.startup;

import java.security.Provider;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslException;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.exchanges.JdkSasl;
import org.countersign.benchmarks.exchanges.Setting;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.sasl.digest.DigestClientFactory;
import org.wildfly.security.sasl.digest.DigestServerFactory;

/** Elytron's DIGEST-MD5, with its factories alone: it has no server for CRAM-MD5. */
@ThreadSafe
public final class ElytronExchange {
    private ElytronExchange() {}

    /** One exchange of the mechanism that is named. */
    public static void main(String[] arguments) throws SaslException {
        String mechanism = arguments[0];
        Provider passwords = WildFlyElytronPasswordProvider.getInstance();
        CallbackHandler callbacks = JdkSasl.callbacks();
        System.out.println(new JavaxExchange(
                        new DigestClientFactory(passwords)
                                .createSaslClient(
                                        new String[] {mechanism}, null, "smtp", Setting.HOST, Map.of(), callbacks),
                        new DigestServerFactory(passwords)
                                .createSaslServer(mechanism, "smtp", Setting.HOST, Map.of(), callbacks))
                .run());
    }
}
