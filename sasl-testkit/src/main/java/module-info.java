/** What authors of mechanisms run to prove theirs: the contract of all mechanisms, and readable dialogues. */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.testkit {
    requires static jcip.annotations;
    // where a JVM has it, it tells how much a thread has allocated
    requires static jdk.management;
    requires static org.jspecify;
    requires transitive org.assertj.core;
    requires transitive org.countersign.sasl;
    requires transitive org.junit.jupiter.api;

    exports org.countersign.sasl.testkit;
}
