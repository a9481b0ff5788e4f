/** The PLAIN mechanism (RFC 4616). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.plain {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.prep;

    exports org.countersign.sasl.plain;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.plain.PlainMechanism;
}
