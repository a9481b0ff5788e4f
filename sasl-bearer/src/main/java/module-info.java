/** What XOAUTH2 and OAUTHBEARER share: a bearer token among fields, and the error that tells why it is not taken. */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.bearer {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;

    exports org.countersign.sasl.bearer;
}
