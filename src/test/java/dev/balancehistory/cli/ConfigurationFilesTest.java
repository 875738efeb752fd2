package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.Environment;

class ConfigurationFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application.properties | UTF-8      | ''
            application.properties | UTF-8      | \ufeff
            application.yaml       | UTF-8      | ''
            application.yaml       | UTF-8      | \ufeff
            imported.properties    | UTF-8      | ''
            imported.properties    | ISO-8859-1 | ''
            """)
    void aPasswordMayHaveLettersThatAreNotAscii(String name, String encoding, String mark) throws IOException {
        String password = "\u00fc\u00a7\\\\\u00fc";
        Path file = Files.writeString(
                folder.resolve(name), mark + "first: 1\nsecond: " + password, Charset.forName(encoding));
        String hint = encoding.equals("UTF-8") ? "" : "[encoding=" + encoding + "]";

        Environment environment = environment(
                "--spring.config.location=file:" + folder + "/", "--spring.config.import=file:" + file + hint);

        assertThat(environment.getProperty("first")).isEqualTo("1");
        assertThat(environment.getProperty("second"))
                .isEqualTo(name.endsWith("yaml") ? password : password.replace("\\\\", "\\"));
    }

    private static Environment environment(String... properties) {
        Application application = new Application(ConfigurationFilesTest.class);
        Environment[] environment = new Environment[1];
        application.with(List.of(properties), context -> {
            environment[0] = context.get(Environment.class);
            return 0;
        });
        return environment[0];
    }
}
