package org.countersign.benchmarks.startup;

import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import net.jcip.annotations.ThreadSafe;
import org.countersign.benchmarks.exchanges.JdkSasl;
import org.countersign.benchmarks.exchanges.Setting;

/** The JDK's, with the factories that {@link Sasl} looks up. */
@ThreadSafe
public final class JdkExchange {
    private JdkExchange() {}

    /** One exchange of the mechanism that is named. */
    public static void main(String[] arguments) throws SaslException {
        String mechanism = arguments[0];
        CallbackHandler callbacks = JdkSasl.callbacks();
        System.out.println(new JavaxExchange(
                        Sasl.createSaslClient(
                                new String[] {mechanism}, null, "smtp", Setting.HOST, Map.of(), callbacks),
                        Sasl.createSaslServer(mechanism, "smtp", Setting.HOST, Map.of(), callbacks))
                .run());
    }
}
