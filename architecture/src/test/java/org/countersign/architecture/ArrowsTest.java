package org.countersign.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrows between packages point one way: app, then bindings and credentials, then the API, then what mechanisms share. */
class ArrowsTest {
    private static final String ROOT = "org.countersign.";
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theSpiDoesNotKnowItsDrivers() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "sasl")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "sasl.server..", ROOT + "sasl.client..", ROOT + "sasl.internal..")
                .check(ALL);
    }

    @Test
    void theSidesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "sasl.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "sasl.client..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "sasl.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "sasl.server..")
                .check(ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "login",
                "crammd5",
                "digestmd5",
                "ntlm",
                "scram",
                "external",
                "anonymous",
                "xoauth2",
                "oauthbearer"
            })
    void aMechanismKnowsTheSpiAndWhatMechanismsShare(String mechanism) {
        classes()
                .that()
                .resideInAPackage(ROOT + "sasl." + mechanism + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "sasl",
                        ROOT + "sasl.bearer",
                        ROOT + "sasl.crypto",
                        ROOT + "sasl.prep",
                        ROOT + "sasl." + mechanism + "..",
                        "org.bouncycastle.crypto..", // algorithms, not the security provider
                        "java..",
                        "javax.crypto..",
                        "net.jcip.annotations",
                        "org.jspecify.annotations")
                .check(ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sasl", "sasl.server", "sasl.client", "sasl.internal", "sasl.bearer", "sasl.crypto", "smtp"})
    void needsNoThirdPartyLibrary(String part) {
        classes()
                .that()
                .resideInAPackage(ROOT + part)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "sasl",
                        ROOT + "sasl.server",
                        ROOT + "sasl.client",
                        ROOT + "sasl.internal",
                        ROOT + part,
                        "java..",
                        "javax..",
                        "net.jcip.annotations",
                        "org.jspecify.annotations")
                .check(ALL);
    }

    @Test
    void whatMechanismsShareKnowsNothingOfSasl() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "sasl.crypto..", ROOT + "sasl.prep..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "sasl", ROOT + "sasl.server..", ROOT + "sasl.client..", ROOT + "smtp..")
                .check(ALL);
    }

    @Test
    void credentialsKnowNoProtocolAndNoMechanism() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "credentials..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "smtp..",
                        ROOT + "app..",
                        ROOT + "sasl.oauthbearer..",
                        ROOT + "sasl.xoauth2..",
                        ROOT + "sasl.plain..",
                        ROOT + "sasl.login..",
                        ROOT + "sasl.crammd5..",
                        ROOT + "sasl.digestmd5..",
                        ROOT + "sasl.ntlm..",
                        ROOT + "sasl.scram..",
                        ROOT + "sasl.external..",
                        ROOT + "sasl.anonymous..")
                .check(ALL);
    }

    @Test
    void nobodyKnowsTheApp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "app..")
                .check(ALL);
    }
}
