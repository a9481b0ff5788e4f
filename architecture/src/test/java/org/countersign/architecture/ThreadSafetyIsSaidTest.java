package org.countersign.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.stream.Stream;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.NotThreadSafe;
import net.jcip.annotations.ThreadSafe;
import org.junit.jupiter.api.Test;

/**
 * Every public type says how it may be shared. Enums and exceptions go without saying, and so do functions, whose safety is
 * that of whoever calls them.
 */
class ThreadSafetyIsSaidTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.countersign");

    @Test
    void everyPublicTypeHasOneAnnotation() {
        classes()
                .that()
                .areTopLevelClasses()
                .or()
                .areNestedClasses()
                .should(haveOneAnnotation())
                .check(ALL);
    }

    private static ArchCondition<JavaClass> haveOneAnnotation() {
        return new ArchCondition<>("have one of @Immutable, @ThreadSafe, @NotThreadSafe") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long annotations = Stream.of(Immutable.class, ThreadSafe.class, NotThreadSafe.class)
                        .filter(type::isAnnotatedWith)
                        .count();
                if (isVisible(type) && !isExempt(type) && annotations != 1) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " has " + annotations));
                }
            }
        };
    }

    private static boolean isVisible(JavaClass type) {
        Optional<JavaClass> around = type.getEnclosingClass();
        boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC)
                || around.filter(JavaClass::isInterface).isPresent();
        return visible
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && around.map(ThreadSafetyIsSaidTest::isVisible).orElse(true);
    }

    private static boolean isExempt(JavaClass type) {
        return type.isEnum()
                || type.isAnnotation()
                || type.isAssignableTo(Throwable.class)
                || type.isAnnotatedWith(FunctionalInterface.class);
    }
}
