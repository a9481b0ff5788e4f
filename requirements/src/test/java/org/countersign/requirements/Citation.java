package org.countersign.requirements;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The requirements that one test cites.
 *
 * @param file relative to the root of the repository
 * @param test class and method; only the class where all its tests cite them
 * @param ids those of the annotation
 */
record Citation(Path file, String test, List<String> ids) {

    /** The citations of a source, read by the compiler's parser. What is not a literal gives its own text, which no id is. */
    static List<Citation> in(Path file, String source) throws IOException {
        JavaFileObject text = new SimpleJavaFileObject(URI.create("string:///Test.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavacTask parser =
                (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, List.of(text));
        Reader reader = new Reader(file);
        reader.scan(parser.parse(), "");
        return reader.found;
    }

    /** Goes through classes and methods; its parameter is the name of what is around. */
    private static final class Reader extends TreeScanner<Void, String> {
        private final Path file;
        private final List<Citation> found = new ArrayList<>();

        Reader(Path file) {
            this.file = file;
        }

        @Override
        public Void visitClass(ClassTree type, String around) {
            String name = around + (around.isEmpty() ? "" : ".") + type.getSimpleName();
            add(type.getModifiers(), name);
            return super.visitClass(type, name);
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            add(method.getModifiers(), type + "." + method.getName());
            return super.visitMethod(method, type);
        }

        private void add(ModifiersTree modifiers, String name) {
            for (AnnotationTree annotation : modifiers.getAnnotations()) {
                if (annotation.getAnnotationType().toString().equals("Requirement")) {
                    List<String> ids = annotation.getArguments().stream()
                            .flatMap(Reader::idsOf)
                            .toList();
                    found.add(new Citation(file, name, ids));
                }
            }
        }

        private static Stream<String> idsOf(Tree argument) {
            if (argument instanceof AssignmentTree assignment) {
                return idsOf(assignment.getExpression());
            }
            if (argument instanceof NewArrayTree array) {
                return array.getInitializers().stream().flatMap((ExpressionTree id) -> idsOf(id));
            }
            return Stream.of(
                    argument instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : argument.toString());
        }
    }
}
