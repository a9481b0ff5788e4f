/** The NTLM mechanism (MS-NLMP, MS-SMTPNTLM). */
@org.jspecify.annotations.NullMarked
module org.countersign.sasl.ntlm {
    requires static jcip.annotations;
    requires static org.jspecify;
    requires transitive org.countersign.sasl;
    requires org.bouncycastle.provider;
    requires org.countersign.sasl.crypto;
    requires org.countersign.sasl.prep;

    exports org.countersign.sasl.ntlm;

    provides org.countersign.sasl.MechanismProvider with
            org.countersign.sasl.ntlm.NtlmMechanism;
}
