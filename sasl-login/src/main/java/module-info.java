/** The LOGIN mechanism (draft-murchison-sasl-login). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.login {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.prep;

    exports org.countersign.sasl.login;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.login.LoginMechanism;
}
