package org.countersign.sasl.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A message that nobody in his right mind sends. */
@Immutable
record HostileInput(String name, byte @Nullable [] octets) {
    private static final int FAR_TOO_LONG = 1 << 16;

    /** What is put in place of each message. */
    static List<HostileInput> all(int maxMessage) {
        List<HostileInput> all = new ArrayList<>();
        all.add(new HostileInput("absent", null));
        all.add(of("empty"));
        all.add(of("one letter", 'a'));
        all.add(of("NUL", 0));
        all.add(of("NULs", 0, 0, 0, 0));
        all.add(of("white space", ' ', '\t', '\r', '\n'));
        all.add(of("separators", ',', '=', ':', ';', '"', '\\', ' ', 1, ','));
        all.add(of("a sequence cut short", 0xC3));
        all.add(of("octets that are not UTF-8", 'a', 0, 0xC3, 0x28, 0, 0xFE));
        all.add(of("an overlong NUL", 'a', 0xC0, 0x80, 'b'));
        all.add(of("a surrogate", 0, 0xED, 0xA0, 0x80, 0, 'a'));
        all.add(filled("huge lengths", Math.min(maxMessage, 64), 0x7F));
        all.add(filled("negative lengths", Math.min(maxMessage, 64), 0xFF));
        all.add(filled("letters up to the limit", maxMessage, 'a'));
        all.add(filled("NULs up to the limit", maxMessage, 0));
        all.add(filled("commas up to the limit", maxMessage, ','));
        all.add(filled("one more than the limit", maxMessage + 1, 'a'));
        all.add(filled("64 KiB", FAR_TOO_LONG, 'a'));
        return all;
    }

    private static HostileInput of(String name, int... octets) {
        byte[] message = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            message[i] = (byte) octets[i];
        }
        return new HostileInput(name, message);
    }

    private static HostileInput filled(String name, int length, int octet) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) octet);
        return new HostileInput(name, message);
    }
}
