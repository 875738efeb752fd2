package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A place in a YAML document. */
record At(Object value) {
    /** Returns the tops of the file's documents. */
    static List<At> all(Path file) {
        try {
            return all(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the tops of the text's documents. */
    static List<At> all(String text) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return StreamSupport.stream(yaml.loadAll(text).spliterator(), false)
                .map(At::new)
                .toList();
    }

    At at(String... path) {
        At here = this;
        for (String key : path) {
            assertThat(here.map()).containsKey(key);
            here = new At(here.map().get(key));
        }
        return here;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map() {
        return (Map<String, Object>) value;
    }

    List<At> list() {
        return ((List<?>) value).stream().<At>map(At::new).toList();
    }

    /** Returns the one of this list that has the name. */
    At named(String name) {
        return list().stream()
                .filter(one -> one.at("name").text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String text() {
        return (String) value;
    }

    long number() {
        return ((Number) value).longValue();
    }
}
