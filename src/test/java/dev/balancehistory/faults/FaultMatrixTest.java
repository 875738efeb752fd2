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

/** Each fault has a test, each tag is a fault, and the page lists them: {@code -Dfaults.write=true} writes it. */
class FaultMatrixTest {
    /** The faults that the program does not handle yet. */
    private static final Set<String> NOT_YET = Set.of();

    private static final Path PAGE = Path.of("docs/faults.md");

    @Test
    void everyFaultHasATestAndEveryTagIsAFault() throws IOException {
        List<String> ids = FaultMatrix.rows().stream().map(Row::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(FaultMatrix.tags())
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().filter(id -> !NOT_YET.contains(id)).toList());
    }

    @Test
    void onlyTestsThatRunCount() {
        assertThat(FaultMatrix.run(SoakIT.class))
                .extracting(Method::getName)
                .containsExactly("randomFaultsLoseAndDuplicateNothing");
        assertThat(FaultMatrix.classes()).hasSizeGreaterThan(100).allSatisfy(test -> {
            assertThat(AnnotationSupport.isAnnotated(test, Disabled.class)).isFalse();
            assertThat(test.getDeclaredMethods())
                    .noneMatch(method -> AnnotationSupport.isAnnotated(method, Disabled.class));
        });
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        if (Boolean.getBoolean("faults.write")) {
            Files.writeString(PAGE, FaultMatrix.page());
        }
        assertThat(PAGE)
                .as("renew it with -Dtest=FaultMatrixTest -Dfaults.write=true")
                .hasContent(FaultMatrix.page());
    }
}
