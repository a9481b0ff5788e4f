/** Users and their verifiers from a text file. */
@org.jspecify.annotations.NullMarked
module org.countersign.credentials.passwdfile {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.prep;

    exports org.countersign.credentials.passwdfile;
}
