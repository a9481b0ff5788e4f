package org.countersign.sasl.plugins;

import java.util.Collection;
import java.util.List;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismProvider;

/** Can not be made. */
public final class ThrowingPlugin implements MechanismProvider {
    public ThrowingPlugin() {
        throw new IllegalStateException("no licence");
    }

    @Override
    public Collection<? extends Mechanism> mechanisms() {
        return List.of();
    }
}
