package org.countersign.sasl;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSession;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.ChannelBinding.Exporter;
import org.jspecify.annotations.Nullable;

/** The exporter of JSSE, which it has from JDK 25 on. */
@ThreadSafe
record JsseExporter(ExtendedSSLSession session, MethodHandle method) implements Exporter {
    private static final @Nullable MethodHandle METHOD = find();

    /** Null where this Java runtime, or the provider of the session, has none. */
    static @Nullable Exporter of(SSLSession session) {
        return METHOD != null && session instanceof ExtendedSSLSession extended
                ? new JsseExporter(extended, METHOD)
                : null;
    }

    private static @Nullable MethodHandle find() {
        MethodType type = MethodType.methodType(byte[].class, String.class, byte[].class, int.class);
        try {
            return MethodHandles.publicLookup().findVirtual(ExtendedSSLSession.class, "exportKeyingMaterialData", type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    @Override
    public byte @Nullable [] export(String label, byte[] context, int length) {
        try {
            return (byte[]) method.invokeExact(session, label, context, length);
        } catch (SSLKeyException | UnsupportedOperationException | IllegalStateException e) {
            return null; // the session can not: it is of TLS 1.2 without the extended master secret, or of another
            // provider
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
