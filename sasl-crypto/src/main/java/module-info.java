/** The digests, codings and comparisons that several mechanisms share. Pure Java: it asks no security provider. */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.crypto {
    requires static jcip.annotations;
    requires static org.jspecify;

    exports org.countersign.sasl.crypto;
}
