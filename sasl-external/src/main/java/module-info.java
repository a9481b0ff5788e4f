/** The EXTERNAL mechanism (RFC 4422, appendix A). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.external {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;

    exports org.countersign.sasl.external;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.external.ExternalMechanism;
}
