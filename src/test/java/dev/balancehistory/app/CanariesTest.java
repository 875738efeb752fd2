package dev.balancehistory.app;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for secrets finds them. */
class CanariesTest {
    private static final String SECRET = "CANARY/a+b=\"c\\d e";

    private final Canaries canaries = Canaries.of(List.of(SECRET));

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "xyz", "user:"})
    void aSecretIsFoundInEveryForm(String before) {
        String text = before + SECRET + "!";
        byte[] bytes = text.getBytes(UTF_8);
        assertFound(text);
        assertFound(HexFormat.of().formatHex(bytes));
        assertFound(HexFormat.of().withUpperCase().formatHex(bytes));
        assertFound(Base64.getEncoder().encodeToString(bytes));
        assertFound(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        assertFound(URLEncoder.encode(text, UTF_8));
        assertFound(before + "CANARY%2Fa%2Bb%3D%22c%5Cd%20e");
        assertFound("{\"key\": \"CANARY/a+b=\\\"c\\\\d e\"}");
    }

    private void assertFound(String text) {
        assertThat(canaries.in("x", text)).as(text).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void aSecretIsFoundInFilesInCompressedFilesAndInFileNames(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("wide"), ("x" + SECRET).getBytes(UTF_16LE));
        Path zipped = folder.resolve("sub/a.gz");
        Files.createDirectories(zipped.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(SECRET.getBytes(UTF_8));
        }
        Files.createFile(folder.resolve(HexFormat.of().formatHex(SECRET.getBytes(UTF_8))));

        assertThat(canaries.inFiles(folder))
                .anyMatch(line -> line.contains("/wide,"))
                .anyMatch(line -> line.contains("a.gz,"))
                .anyMatch(line -> line.contains("the name of"));
    }

    @Test
    void textWithoutASecretIsAccepted() {
        assertThat(canaries.in("x", "CANARY/a+b, and CANARY%2Fa, and " + "Q0FOQVJZ"))
                .isEmpty();
    }
}
