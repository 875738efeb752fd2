package dev.balancehistory.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.RateLimits;
import dev.balancehistory.exchange.RateLimits.Window;
import dev.balancehistory.exchange.SecretForm;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.support.Environments;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The tables and examples of {@code docs/exchanges.md} are those of the adapters, and so are those of the Korean page. */
class ExchangesPageTest {
    private static final Path PAGE = Path.of("docs/exchanges.md");
    private static final HttpTransport TRANSPORT =
            new HttpTransport(new HttpSettings(Patience.LIMIT, Patience.LIMIT, 1_024, 1));
    private static final Adapters ADAPTERS = Exchanges.all(() -> TRANSPORT);

    @AfterAll
    static void close() {
        TRANSPORT.close();
    }

    static Stream<BalanceSource> sources() {
        return ADAPTERS.names().stream().map(ADAPTERS::named);
    }

    @Test
    void theTableListsEachExchangeOnce() throws IOException {
        assertThat(rows().stream().map(row -> row.get(0)))
                .containsExactlyInAnyOrderElementsOf(
                        ADAPTERS.names().stream().map(ExchangesPageTest::code).toList());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRowHasTheFactsOfTheAdapter(BalanceSource source) throws IOException {
        List<String> row = rows().stream()
                .filter(cells -> cells.get(0).equals(code(source.exchange())))
                .findFirst()
                .orElseThrow();

        assertThat(row)
                .containsExactly(
                        code(source.exchange()),
                        source.wallets().stream().map(ExchangesPageTest::code).collect(Collectors.joining(", ")),
                        form(source.credentialForm().secret()),
                        source.credentialForm().passphrase() ? "yes" : "no",
                        code(source.timeSource().code()),
                        limits(source.rateLimits()),
                        String.valueOf(source.prepare(new Credentials(source.defaultBaseUrl(), "key", "secret"))
                                .weight()),
                        code(source.reader().format()));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void eachExchangeHasASectionAndAMentionInTheReadme(BalanceSource source) throws IOException {
        String heading = "(?mi)^## " + source.exchange() + "$";

        assertThat(Files.readString(PAGE)).containsPattern(heading);
        assertThat(Files.readString(Path.of("README.md"))).containsPattern("(?i)\\b" + source.exchange() + "\\b");
    }

    /** Without such a request nothing is sent; otherwise nothing is listening. */
    @ParameterizedTest
    @MethodSource("sources")
    void aSectionStatesThatTheRightsOfAKeyAreUnknown(BalanceSource source) throws IOException {
        Credentials credentials =
                new Credentials(URI.create("http://127.0.0.1:1"), "key", secret(source), "passphrase", List.of());

        Throwable failure =
                catchThrowable(() -> source.examineKey(credentials, Moment.of(Instant.EPOCH), Patience.LIMIT));

        assertThat(section(source).contains("`doctor` cannot list its rights"))
                .isEqualTo(failure == null && !source.exchange().equals("bitfront"));
        assertThat(failure)
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(IOException.class));
    }

    private static String secret(BalanceSource source) {
        return Stream.of("secret", TestKeys.krakenSecret(), TestKeys.ecSec1Pem())
                .filter(secret -> source.credentialForm().secret().flaw(secret) == null)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"docs/exchanges.md, coinbase kraken okx upbit, 14", "docs/ko/keys.md, bithumb upbit, 8"})
    void theExamplesAreCompleteAccounts(Path page, String exchanges, int number) throws IOException {
        Matcher block = Pattern.compile("(?s)```properties\n(.*?)```").matcher(Files.readString(page));
        assertThat(block.find()).isTrue();
        Map<String, Object> settings = read(block.group(1));

        List<ConfiguredAccount> accounts = accounts(new MapPropertySource("page", settings));

        assertThat(accounts)
                .extracting(account -> account.source().exchange())
                .containsExactlyInAnyOrder(exchanges.split(" "));
        assertThat(settings).hasSize(number);
    }

    @Test
    void theExampleOfVariablesIsACompleteAccount() throws IOException {
        Matcher block = Pattern.compile("(?s)```sh\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        Map<String, Object> variables = read(block.group(1).replaceAll("export |(?<==\\.\\.\\.) ", "\n"));

        assertThat(accounts(new SystemEnvironmentPropertySource("systemEnvironment", variables)))
                .singleElement()
                .satisfies(account -> assertThat(account.name()).isEqualTo("savings"))
                .satisfies(account -> assertThat(account.source().exchange()).isEqualTo("kraken"));
        assertThat(variables).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSectionMarksUnverifiedPointsIfTheAdapterDeclaresThem(BalanceSource source) throws IOException {
        assertThat(section(source).toLowerCase(Locale.ROOT).contains("*unverified"))
                .isEqualTo(!source.unverifiedFacts().isEmpty());
    }

    private static String section(BalanceSource source) throws IOException {
        Matcher section = Pattern.compile("(?si)\n## " + source.exchange() + "\n(.*?)(?=\n## |$)")
                .matcher(Files.readString(PAGE));
        assertThat(section.find()).isTrue();
        return section.group(1);
    }

    /** Returns the accounts of these settings, with a key in each place that the page leaves open. */
    private static List<ConfiguredAccount> accounts(MapPropertySource settings) {
        settings.getSource().replaceAll((name, value) -> filled(value.toString()));
        ConfigurableEnvironment environment = Environments.of(Map.of());
        environment.getPropertySources().addFirst(settings);
        return new ConfiguredAccounts(new BoundSettings(environment), () -> ADAPTERS)
                .select(List.of(), name -> true)
                .required();
    }

    private static String filled(String value) {
        String body = TestKeys.ecSec1Pem().replaceAll("-----[^-]*-----|\\s", "");
        return value.startsWith("-----") ? value.replace("...", body) : value.replace("...", "text");
    }

    private static Map<String, Object> read(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, Object> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /** Returns the cells of the rows of the first table. */
    private static List<List<String>> rows() throws IOException {
        return Pattern.compile("(?m)^\\| (`[a-z]+` \\| .*) \\|$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> List.of(row.group(1).split(" \\| ")))
                .toList();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** Returns how the page names a form, by the secrets that it accepts. */
    private static String form(SecretForm form) {
        boolean text = form.flaw("a-b_c") == null;
        boolean ec = form.flaw(TestKeys.ecSec1Pem()) == null;
        boolean ed25519 = form.flaw(TestKeys.ed25519Pem()) == null;
        if (text) {
            return ed25519 ? "text, or an Ed25519 PEM" : "text";
        }
        if (ec && ed25519 && form.flaw(TestKeys.ed25519Base64()) == null) {
            return "an EC or Ed25519 PEM, or an Ed25519 key in base64";
        }
        return form.flaw(TestKeys.krakenSecret()) == null ? "base64" : "another form";
    }

    private static String limits(RateLimits limits) {
        return Stream.concat(
                        limits.key().stream().map(window -> window(window) + " a key"),
                        limits.ip().stream().map(window -> window(window) + " an address"))
                .collect(Collectors.joining("; "));
    }

    private static String window(Window window) {
        return window.weight() + " in " + window.length().toSeconds() + " s";
    }
}
