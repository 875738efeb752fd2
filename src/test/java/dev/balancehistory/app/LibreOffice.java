package dev.balancehistory.app;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Calc without a window: it opens CSV files with the settings of a language.
 *
 * @param program the command
 * @param folder the folder for its profile
 */
record LibreOffice(String program, Path folder) {
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

    /** Returns the program of this machine, if it has one. */
    static Optional<String> installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "soffice"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /**
     * Opens files, and saves each as flat XML beside it.
     *
     * @param options the import options of Calc's CSV filter, which include the language
     */
    void open(String options, List<Path> files) throws IOException {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                program,
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--infilter=CSV:" + options,
                "--convert-to",
                "fods",
                "--outdir",
                files.get(0).getParent().toString()));
        files.forEach(file -> command.add(file.toString()));
        Process process = CleanProcess.of(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = Patience.untilEnd(process, () -> Files.readString(log));
        if (code != 0) {
            throw new IOException("exit code " + code + ": " + Files.readString(log));
        }
    }

    /** A cell; the type is empty if the cell is. */
    record Cell(String type, String value, String text, boolean hasFormula) {
        private static Cell of(Element cell) {
            return new Cell(
                    cell.getAttributeNS(OFFICE, "value-type"),
                    cell.getAttributeNS(OFFICE, "value"),
                    cell.getTextContent().strip(),
                    cell.hasAttributeNS(TABLE, "formula"));
        }
    }

    /** Returns the rows of a saved sheet that are not empty. */
    static List<List<Cell>> rows(Path file) throws IOException {
        return elements(document(file).getElementsByTagNameNS(TABLE, "table-row"))
                .filter(row -> !row.getTextContent().isBlank())
                .map(row -> elements(row.getElementsByTagNameNS(TABLE, "table-cell"))
                        .flatMap(LibreOffice::repeated)
                        .toList())
                .toList();
    }

    private static Document document(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file.toString(), e);
        }
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
    }

    private static Stream<Cell> repeated(Element cell) {
        String times = cell.getAttributeNS(TABLE, "number-columns-repeated");
        return Stream.generate(() -> Cell.of(cell)).limit(times.isEmpty() ? 1 : Integer.parseInt(times));
    }
}
