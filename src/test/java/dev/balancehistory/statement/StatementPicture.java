package dev.balancehistory.statement;

import dev.balancehistory.statement.Browser.Tab;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.springframework.util.FileSystemUtils;

/** Writes the pictures in {@code docs/} of the beginning of a statement, in both languages. Needs Chromium. */
final class StatementPicture {
    private static final int WIDTH = 1_080;
    private static final int HEIGHT = 1_545;

    private StatementPicture() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("statement-picture");
        try (StatementRuns runs = new StatementRuns(folder);
                Browser browser = Browser.start(Browser.program().orElseThrow())) {
            runs.history().october();
            Path page = folder.resolve("en.html");
            runs.page(page, "2025-10", "--zone=Asia/Seoul");
            write(browser, page, Path.of("docs/statement.png"));
            page = folder.resolve("ko.html");
            runs.page(page, "2025-10", "--zone=Asia/Seoul", "--lang=ko");
            write(browser, page, Path.of("docs/ko/statement.png"));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void write(Browser browser, Path page, Path picture) throws IOException {
        Tab tab = browser.tab();
        tab.show(WIDTH, HEIGHT, "light");
        tab.open(page);
        BufferedImage all = ImageIO.read(new ByteArrayInputStream(tab.screenshot()));
        ImageIO.write(all.getSubimage(0, 0, WIDTH, HEIGHT), "png", picture.toFile());
    }
}
