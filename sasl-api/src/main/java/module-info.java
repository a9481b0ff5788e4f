/** The SASL framework of RFC 4422: what a mechanism is, who drives it, and where its facts come from. */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl {
    requires static jcip.annotations;
    requires static org.jspecify;

    exports org.countersign.sasl;
    exports org.countersign.sasl.server;
    exports org.countersign.sasl.client;

    uses org.countersign.sasl.MechanismProvider;
}
