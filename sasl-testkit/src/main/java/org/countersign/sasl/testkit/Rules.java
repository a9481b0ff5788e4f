package org.countersign.sasl.testkit;

/** A group of rules; each rule is a test of its own. */
interface Rules {
    /** What the rules are tried with; the kit's own business. */
    Trials trials();
}
