package org.countersign.sasl.plugins;

/** Is no provider at all. */
public final class UnrelatedPlugin {
    public UnrelatedPlugin() {}
}
