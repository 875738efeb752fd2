package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.release.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program reaches an exchange through the proxy that the environment names, which alone knows the exchange's host. */
class ProxyTest {
    private static final String PASSWORD = "canary-5ecret";
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private static Certificate certificate;

    @TempDir
    private Path folder;

    private Workbench bench;
    private TunnelProxy proxy;

    @BeforeAll
    static void make() throws Exception {
        certificate = Certificate.make();
    }

    @AfterAll
    static void delete() throws IOException {
        certificate.delete();
    }

    @BeforeEach
    void open() throws Exception {
        bench = new Workbench(Settings.strict().withTls(certificate.context()))
                .account("main", Holdings.seed())
                .option("--recorder.accounts.main.base-url=https://" + Certificate.HOST);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
        proxy.close();
    }

    private void startProxy(String authorization) throws IOException {
        proxy = new TunnelProxy(bench.exchange.baseUrl().getPort(), authorization);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
    void aRunFetchesThroughTheProxy(String variable) throws IOException {
        startProxy(null);

        Workbench.Ended run = run(Map.of(variable, "http://127.0.0.1:" + proxy.port()), "record");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(proxy.heads()).isNotEmpty().allMatch(head -> head.startsWith("CONNECT exchange.test:443 "));
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
    }

    @Test
    @Tag("I9")
    void theCredentialsOfTheProxyAreNotPrinted() throws IOException {
        startProxy(AUTHORIZATION);
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://me:" + PASSWORD + "@127.0.0.1:" + proxy.port());

        Workbench.Ended run = run(environment, "record", "--logging.level.root=trace");
        Workbench.Ended doctor = run(environment, "doctor");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("tcp 127.0.0.1:" + proxy.port() + ": connected");
        assertThat(List.of(run.out(), run.err(), doctor.out(), doctor.err()))
                .noneMatch(text -> text.contains(PASSWORD) || text.contains(AUTHORIZATION.substring(6)));
    }

    @Test
    @Tag("I9")
    void theCredentialsOfTheProxyAreNotSentToTheExchange() throws Exception {
        List<String> headers = new CopyOnWriteArrayList<>();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", exchange -> {
            headers.addAll(exchange.getRequestHeaders().keySet());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        proxy = new TunnelProxy(server.getAddress().getPort(), AUTHORIZATION);
        try {
            run(Map.of("HTTPS_PROXY", "http://me:" + PASSWORD + "@127.0.0.1:" + proxy.port()), "record");
        } finally {
            server.stop(0);
        }

        assertThat(headers)
                .contains("User-agent")
                .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("proxy"));
    }

    @Test
    void rejectedCredentialsAreReported() throws IOException {
        startProxy(AUTHORIZATION);
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://me:wrong@127.0.0.1:" + proxy.port());

        Workbench.Ended run = run(environment, "record", "--recorder.http.max-attempts=1");
        Workbench.Ended doctor = run(environment, "doctor");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("the proxy rejects the credentials: check HTTPS_PROXY=");
        assertThat(doctor.code()).as(doctor.out()).isEqualTo(69);
        assertThat(doctor.out()).contains("the proxy rejects the credentials");
        assertThat(bench.exchange.requests("key-main")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"NO_PROXY, exchange.test", "NO_PROXY, 'localhost, .test'", "no_proxy, *", "NO_PROXY, exchange.test:443"
    })
    void anExceptionIsFetchedDirectly(String variable, String exceptions) throws IOException {
        startProxy(null);

        Workbench.Ended doctor =
                run(Map.of("HTTPS_PROXY", "127.0.0.1:" + proxy.port(), variable, exceptions), "doctor");

        assertThat(doctor.out()).contains("FAIL  dns exchange.test:443: the host name is not known");
        assertThat(proxy.heads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://127.0.0.1:1", "https://127.0.0.1:1", "http://me:p@ss:1:2", "http://:3128"})
    void anAddressThatIsNotUsedIsAWarning(String address) throws IOException {
        startProxy(null);
        bench.option("--recorder.accounts.main.base-url=https://nowhere.invalid")
                .option("--recorder.http.max-attempts=1");

        Workbench.Ended run = run(Map.of("HTTPS_PROXY", address), "record");

        assertThat(run.code()).isEqualTo(69);
        assertThat(run.err())
                .contains("HTTPS_PROXY is not used: it must be an address such as http://proxy.example.com:3128")
                .doesNotContain(address);
    }

    private Workbench.Ended run(Map<String, String> environment, String... command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        line.addAll(List.of(certificate.javaOptions().split(" ")));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), BalanceHistory.class.getName()));
        line.addAll(List.of(command));
        line.addAll(bench.properties());
        try (Child child = Child.start(line, environment, folder)) {
            return child.ended();
        }
    }
}
