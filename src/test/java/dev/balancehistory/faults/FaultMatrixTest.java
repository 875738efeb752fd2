package dev.balancehistory.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.faults.FaultMatrix.Row;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;

/** No fault without a test, no tag without a fault, and a page that says so: {@code -Dfaults.write=true} writes it. */
class FaultMatrixTest {
    /** What the program can't do yet. */
    private static final Set<String> NOT_YET = Set.of();

    private static final Path PAGE = Path.of("docs/faults.md");

    @Test
    void everyFaultIsTriedAndEveryTagIsAFault() throws IOException {
        List<String> ids = FaultMatrix.rows().stream().map(Row::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(FaultMatrix.tags())
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().filter(id -> !NOT_YET.contains(id)).toList());
    }

    @Test
    void onlyWhatIsRunTriesAnything() {
        assertThat(FaultMatrix.run(SoakIT.class))
                .extracting(Method::getName)
                .containsExactly("whateverHappensNothingIsLostOrDoubled");
        assertThat(FaultMatrix.classes()).hasSizeGreaterThan(100).allSatisfy(test -> {
            assertThat(AnnotationSupport.isAnnotated(test, Disabled.class)).isFalse();
            assertThat(test.getDeclaredMethods())
                    .noneMatch(method -> AnnotationSupport.isAnnotated(method, Disabled.class));
        });
    }

    @Test
    void thePageIsWhatTheTestsSay() throws IOException {
        if (Boolean.getBoolean("faults.write")) {
            Files.writeString(PAGE, FaultMatrix.page());
        }
        assertThat(PAGE)
                .as("renew it with -Dtest=FaultMatrixTest -Dfaults.write=true")
                .hasContent(FaultMatrix.page());
    }
}
