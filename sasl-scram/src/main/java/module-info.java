/** The SCRAM mechanisms (RFC 5802, RFC 7677), with and without channel binding. */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.scram {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.crypto;
    requires org.countersign.sasl.prep;

    exports org.countersign.sasl.scram;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.scram.ScramMechanisms;
}
