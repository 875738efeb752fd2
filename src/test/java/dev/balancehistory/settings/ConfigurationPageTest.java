package dev.balancehistory.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.balancehistory.database.SpringSettings;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import dev.balancehistory.support.Environments;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** {@code docs/configuration.md} lists each setting with its default and nothing else, {@code docs/exit-codes.md} each code. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+\\.[A-Za-z.-]+)` \\| (\\S.*?) \\| ");
    private static final Pattern LITERAL =
            Pattern.compile("\"((?:recorder|spring\\.(?:datasource|flyway))\\.[a-z.-]*[a-z])\"");

    private static final Pattern EXAMPLE_VARIABLE = Pattern.compile("\\b(RECORDER_[A-Z0-9_]+)=");
    private static final Pattern EXAMPLE_PROPERTY = Pattern.compile("(?m)^ *(recorder\\.[A-Za-z.-]+)=");

    /** Editors read the metadata, which the compiler makes of the settings. */
    @Test
    void eachSettingIsListedWithItsDefaultAsEditorsShowIt() throws IOException {
        Map<String, String> expected = metadata();
        assertThat(expected.keySet())
                .containsAll(UnknownSettingsTest.names("recorder.", RecorderSettings.class)
                        .filter(name -> !name.contains(".NAME."))
                        .toList());
        expected.remove("recorder.accounts");
        // The metadata of a map has none of its values.
        for (Parameter parameter : AccountSettings.class.getDeclaredConstructors()[0].getParameters()) {
            String name = parameter.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            DefaultValue value = parameter.getAnnotation(DefaultValue.class);
            expected.put(
                    "recorder.accounts.NAME." + name,
                    value == null || value.value().length == 0 ? "none" : "`" + value.value()[0] + "`");
        }

        // That of the exchange stands for no value.
        assertThat(listed()).containsAllEntriesOf(without(expected, "recorder.accounts.NAME.base-url"));
        assertThat(listed()).containsKey("recorder.accounts.NAME.base-url");
    }

    /** Returns the defaults by name. */
    private static Map<String, String> metadata() throws IOException {
        String json = new ClassPathResource("META-INF/spring-configuration-metadata.json")
                .getContentAsString(StandardCharsets.UTF_8);
        Map<String, String> defaults = new TreeMap<>();
        for (Object each :
                (List<?>) JsonParserFactory.getJsonParser().parseMap(json).get("properties")) {
            Map<?, ?> property = (Map<?, ?>) each;
            assertThat((String) property.get("description"))
                    .as("description of %s", property.get("name"))
                    .isNotEmpty()
                    .doesNotContain("{@", "null");
            assertThat((String) property.get("type"))
                    .as("type of %s", property.get("name"))
                    .isNotEmpty();
            Object value = property.get("defaultValue");
            defaults.put((String) property.get("name"), value == null ? "none" : "`" + value + "`");
        }
        return defaults;
    }

    private static Map<String, String> without(Map<String, String> map, String key) {
        map.remove(key);
        return map;
    }

    /** Other classes read their settings by name. */
    @Test
    void eachSettingThatIsReadByNameIsListed() throws IOException {
        Set<String> read = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher literal = LITERAL.matcher(Files.readString(file));
                literal.results().map(found -> found.group(1)).forEach(read::add);
            }
        }
        read.removeAll(Set.of("recorder.accounts", "recorder.metrics", "spring.datasource.hikari"));

        assertThat(read).hasSizeGreaterThan(10);
        assertThat(listed()).containsKeys(read.toArray(String[]::new));
    }

    /** The message about another one lists all that are supported. */
    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource", "spring.datasource.hikari", "spring.flyway", "spring.batch"})
    void eachSettingOfSpringIsListed(String section) throws IOException {
        ConfigurableEnvironment environment = Environments.of(Map.of(section + ".typo", "x"));
        Throwable typo = catchThrowable(() -> SpringSettings.of(environment));
        String[] names = typo.getMessage()
                .replaceAll("(?s).* this program supports ", "")
                .split(", ");

        assertThat(names).isNotEmpty();
        assertThat(Files.readString(PAGE))
                .satisfies(page -> assertThat(names)
                        .allMatch(name -> name.equals("no property")
                                || page.contains(section + "." + name)
                                || page.contains("`" + name + "`")));
    }

    @Test
    void noOtherSettingIsListed() throws IOException {
        Map<String, Object> settings =
                listed().keySet().stream().collect(Collectors.toMap(name -> name.replace("NAME", "main"), name -> "x"));
        ConfigurableEnvironment environment = Environments.of(settings);

        assertThatCode(() -> UnknownSettings.find(environment)).doesNotThrowAnyException();
        assertThatCode(() -> SpringSettings.of(environment)).doesNotThrowAnyException();
        assertThat(settings).hasSizeGreaterThan(25);
    }

    /** Of all pages: a variable of the environment, a line of properties. */
    @Test
    void theExamplesOfThePagesAreSettings() throws IOException {
        Map<String, Object> variables = new TreeMap<>();
        Map<String, Object> properties = new TreeMap<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            EXAMPLE_VARIABLE.matcher(text).results().forEach(found -> variables.put(found.group(1), "x"));
            EXAMPLE_PROPERTY.matcher(text).results().forEach(found -> properties.put(found.group(1), "x"));
        }
        ConfigurableEnvironment environment = Environments.of(properties);
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));

        assertThat(variables).containsKeys("RECORDER_ACCOUNTS_MAIN_EXCHANGE", "RECORDER_ACCOUNTS_FUND_PASSPHRASE");
        assertThat(properties).containsKeys("recorder.accounts.fund.wallets", "recorder.accounts.NAME.exchange");
        assertThat(UnknownSettings.find(environment)).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @Test
    void eachExitCodeIsListed() throws IOException {
        Set<Integer> codes = Pattern.compile("(?m)^\\| ([0-9]+) \\|")
                .matcher(Files.readString(Path.of("docs/exit-codes.md")))
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .collect(Collectors.toSet());

        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                // Of a JVM that did not start, or has no memory.
                                Stream.of(1, 3), Arrays.stream(Outcome.values()).map(Outcome::exitCode))
                        .toList());
    }

    /** Returns the defaults as the page lists them, by name. */
    private static Map<String, String> listed() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }
}
