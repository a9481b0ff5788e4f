/** Bearer tokens: whether they are valid, and where to get them. */
@org.jspecify.annotations.NullMarked
module org.countersign.credentials.oauth {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires com.github.benmanes.caffeine;
    requires com.nimbusds.jose.jwt;
    requires transitive java.net.http;
    requires transitive org.countersign.sasl;

    exports org.countersign.credentials.oauth;
}
