/** A mechanism that Countersign does not know. */
// begin module
module com.example.sasl {
    requires transitive org.countersign.sasl;

    exports com.example.sasl;

    provides org.countersign.sasl.MechanismProvider with
            com.example.sasl.SaltedHmacMechanism;
}
// end module
