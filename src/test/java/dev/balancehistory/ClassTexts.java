package dev.balancehistory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/**
 * The string constants in the program's methods, by class. A text that is composed of others is one constant, with
 * a control character in the place of each value.
 */
final class ClassTexts extends MethodVisitor {
    private static final Path CLASSES = Path.of("target/classes/dev/balancehistory");

    private final Set<String> texts;

    private ClassTexts(Set<String> texts) {
        super(Opcodes.ASM9);
        this.texts = texts;
    }

    /** Returns the constants by the class's name below the program's package, such as {@code app.CommandRunner}. */
    static Map<String, Set<String>> ofProgram() throws IOException {
        Map<String, Set<String>> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = CLASSES.relativize(file).toString().replaceAll("(\\$.*)?\\.class", "");
                add(Files.readAllBytes(file), all.computeIfAbsent(name.replace('/', '.'), key -> new TreeSet<>()));
            }
        }
        return all;
    }

    private static void add(byte[] code, Set<String> texts) {
        ClassVisitor methods = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String type, String signature, String[] exceptions) {
                return new ClassTexts(texts);
            }
        };
        new ClassReader(code).accept(methods, ClassReader.SKIP_DEBUG);
    }

    @Override
    public void visitLdcInsn(Object value) {
        if (value instanceof String text) {
            texts.add(text);
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
        if (bootstrap.getOwner().endsWith("StringConcatFactory")) {
            texts.add((String) arguments[0]);
        }
    }
}
