/** The ANONYMOUS mechanism (RFC 4505). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.anonymous {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.prep;

    exports org.countersign.sasl.anonymous;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.anonymous.AnonymousMechanism;
}
