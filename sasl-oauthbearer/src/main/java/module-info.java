/** The OAUTHBEARER mechanism (RFC 7628). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.oauthbearer {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.bearer;

    exports org.countersign.sasl.oauthbearer;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.oauthbearer.OAuthBearerMechanism;
}
