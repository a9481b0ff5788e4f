/** SASLprep (RFC 4013): how user names and passwords are made comparable; and the profile of traces (RFC 4505). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.prep {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires com.ongres.saslprep;
    requires com.ongres.stringprep;

    exports org.countersign.sasl.prep;
}
