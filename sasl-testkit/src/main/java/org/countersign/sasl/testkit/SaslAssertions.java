package org.countersign.sasl.testkit;

import net.jcip.annotations.ThreadSafe;

/** Where assertions about exchanges begin. */
@ThreadSafe
public final class SaslAssertions {
    private SaslAssertions() {}

    public static DialogueAssert assertThat(Dialogue dialogue) {
        return new DialogueAssert(dialogue);
    }
}
