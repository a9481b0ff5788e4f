package org.countersign.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A library says what it has to say through {@link System.Logger}, which its user connects to a log of his choice. */
class LoggingTest {
    private static final JavaClasses LIBRARIES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.countersign")
            .that(DescribedPredicate.describe("belong to a library", LoggingTest::isOfALibrary));

    private static boolean isOfALibrary(JavaClass type) {
        return !type.getPackageName().startsWith("org.countersign.app");
    }

    @Test
    void librariesDoNotPrint() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(LIBRARIES);
    }

    @Test
    void librariesChooseNoLog() {
        noClasses().should(USE_JAVA_UTIL_LOGGING).check(LIBRARIES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache..", "io.netty..")
                .check(LIBRARIES);
    }

    @Test
    void thereIsALibraryThatLogs() {
        assertThat(LIBRARIES)
                .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(System.Logger.class)));
    }
}
