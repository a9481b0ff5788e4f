/** The CRAM-MD5 mechanism (RFC 2195). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.crammd5 {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires transitive org.countersign.sasl.crypto;
    requires org.countersign.sasl.prep;

    exports org.countersign.sasl.crammd5;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.crammd5.CramMd5Mechanism;
}
