/** The DIGEST-MD5 mechanism (RFC 2831). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.digestmd5 {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.crypto;
    requires org.countersign.sasl.prep;

    exports org.countersign.sasl.digestmd5;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.digestmd5.DigestMd5Mechanism;
}
