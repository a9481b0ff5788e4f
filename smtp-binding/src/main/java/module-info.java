/** SMTP AUTH (RFC 4954): SASL exchanges in the lines of an SMTP session, for servers and clients, without any I/O. */
@org.jspecify.annotations.NullMarked
module org.countersign.smtp {
    requires transitive org.countersign.sasl;
    requires static jcip.annotations;
    requires static org.jspecify;

    exports org.countersign.smtp;
}
