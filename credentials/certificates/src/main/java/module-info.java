/** Users from their TLS client certificates. */
@org.jspecify.annotations.NullMarked
module org.countersign.credentials.certificates {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires java.naming;
    requires transitive org.countersign.sasl;
    requires org.countersign.sasl.prep;

    exports org.countersign.credentials.certificates;
}
