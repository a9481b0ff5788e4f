package org.countersign.sasl.plugins;

import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;

/** Has a name that is none, and finds that out late. */
public final class NamelessPlugin implements Mechanism {
    public NamelessPlugin() {}

    @Override
    public MechanismInfo info() {
        return MechanismInfo.named("not a name").build();
    }
}
