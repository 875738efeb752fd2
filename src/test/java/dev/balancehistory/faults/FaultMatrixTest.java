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

/** No fault without a test, no tag without a fault, and a page that says so: {@code -Dfaults.write=true} writes it. */
class FaultMatrixTest {
    /** What the program can't do yet. */
    private static final Set<String> NOT_YET = Set.of();

    private static final Path PAGE = Path.of("docs/FAULTS.md");

    @Test
    void everyFaultIsTriedAndEveryTagIsAFault() throws IOException {
        List<String> ids = FaultMatrix.rows().stream().map(Row::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(FaultMatrix.tags())
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().filter(id -> !NOT_YET.contains(id)).toList());
    }

    @Test
    void whatIsNotRunTriesNothing() {
        assertThat(FaultMatrix.run(Example.class)).extracting(Method::getName).containsExactly("isRun");
        assertThat(FaultMatrix.run(DisabledExample.class)).isEmpty();
    }

    /** Not run itself, since JUnit does not look into classes that are nested so. */
    private static final class Example {
        @Test
        void isRun() {}

        @Test
        @Disabled
        void isDisabled() {}

        void isNoTest() {}
    }

    @Disabled
    private static final class DisabledExample {
        @Test
        void isDisabledToo() {}
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
