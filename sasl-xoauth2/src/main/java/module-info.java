/** The XOAUTH2 mechanism of Google and Microsoft. */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.xoauth2 {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.bearer;

    exports org.countersign.sasl.xoauth2;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.xoauth2.Xoauth2Mechanism;
}
