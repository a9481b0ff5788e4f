package org.countersign.benchmarks.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.jcip.annotations.ThreadSafe;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.OidcSASLConfiguration;
import org.apache.james.protocols.netty.NettyServer;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPProtocolHandlerChain;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.AuthHook;
import org.apache.james.protocols.smtp.hook.HookResult;

/** Apache James protocols, which run on Netty, here on the same version of it as ours. */
@ThreadSafe
public final class JamesServer {
    private JamesServer() {}

    /** Runs until the process is killed. */
    public static void main(String[] arguments) throws Exception {
        SMTPConfigurationImpl configuration = new SMTPConfigurationImpl() {
            @Override
            public boolean isAuthAnnounced(String address, boolean tls) {
                return true;
            }
        };
        NettyServer server = new NettyServer.Factory()
                .protocol(new SMTPProtocol(new SMTPProtocolHandlerChain(new NoMetrics(), new OneUser()), configuration))
                .build();
        server.setListenAddresses(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setTimeout(600);
        server.bind();
        System.out.println(
                "listening on 127.0.0.1:" + server.getListenAddresses().get(0).getPort());
    }

    private static final class OneUser implements AuthHook {
        @Override
        public HookResult doAuth(SMTPSession session, Username user, String password) {
            boolean right = user.asString().equals(Contestant.USER) && password.equals(Contestant.PASSWORD);
            return right ? HookResult.OK : HookResult.DENY;
        }

        @Override
        public HookResult doSasl(SMTPSession session, OidcSASLConfiguration configuration, String response) {
            return HookResult.DECLINED;
        }
    }
}
