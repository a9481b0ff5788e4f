package org.countersign.credentials.certificates;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import net.jcip.annotations.Immutable;

/** A place in a certificate where the name of a user may stand. */
@Immutable
public enum CertificateName {
    /** An e-mail address among the subject alternative names (RFC 5280, section 4.2.1.6). */
    RFC822_NAME {
        @Override
        List<String> in(X509Certificate certificate) throws CertificateParsingException {
            return alternativeNames(certificate, 1);
        }
    },
    /** A host's name among the subject alternative names. */
    DNS_NAME {
        @Override
        List<String> in(X509Certificate certificate) throws CertificateParsingException {
            return alternativeNames(certificate, 2);
        }
    },
    /** A URI among the subject alternative names. */
    URI {
        @Override
        List<String> in(X509Certificate certificate) throws CertificateParsingException {
            return alternativeNames(certificate, 6);
        }
    },
    /** The subject's user id (RFC 4519, section 2.39). */
    USER_ID {
        @Override
        List<String> in(X509Certificate certificate) throws CertificateParsingException {
            return subject(certificate, "UID");
        }
    },
    /** The subject's common name, which issuers check least. */
    COMMON_NAME {
        @Override
        List<String> in(X509Certificate certificate) throws CertificateParsingException {
            return subject(certificate, "CN");
        }
    };

    /**
     * All names in this place, possibly none; an empty text for what is there but no text.
     *
     * @throws CertificateParsingException if the certificate can not be read
     */
    abstract List<String> in(X509Certificate certificate) throws CertificateParsingException;

    private static List<String> alternativeNames(X509Certificate certificate, Integer type)
            throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all == null
                ? List.of()
                : all.stream()
                        .filter(name -> type.equals(name.get(0)))
                        .map(name -> text(name.get(1)))
                        .toList();
    }

    private static List<String> subject(X509Certificate certificate, String type) throws CertificateParsingException {
        List<String> values = new ArrayList<>();
        try {
            String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
            for (Rdn part : new LdapName(subject).getRdns()) {
                Attribute attribute = part.toAttributes().get(type);
                for (int i = 0; attribute != null && i < attribute.size(); i++) {
                    values.add(text(attribute.get(i)));
                }
            }
            return values;
        } catch (NamingException e) {
            throw new CertificateParsingException("not a distinguished name", e);
        }
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }
}
