package naive;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** The same work as a tutorial has it: everything auto-configured, two tasklet steps, one class. */
@SpringBootApplication
@EnableBatchProcessing
@EnableJdbcJobRepository
public class Naive {
    private static final String PATH = "/v1/account/balances";

    record Line(String currency, BigDecimal balance, BigDecimal availableBalance) {}

    record Envelope(long responseTime, int statusCode, List<Line> responseData) {}

    public static void main(String[] args) {
        System.exit(SpringApplication.exit(SpringApplication.run(Naive.class, args)));
    }

    @Bean
    CommandLineRunner run(JobOperator operator, Job record) {
        return args -> {
            var parameters = new JobParametersBuilder().addLong("time", System.currentTimeMillis());
            var execution = operator.start(record, parameters.toJobParameters());
            if (execution.getStatus().isUnsuccessful()) {
                throw new IllegalStateException(execution.toString());
            }
        };
    }

    @Bean
    Job record(JobRepository repository, Step fetch, Step write) {
        return new JobBuilder("record", repository).start(fetch).next(write).build();
    }

    @Bean
    Step fetch(
            JobRepository repository,
            PlatformTransactionManager transactions,
            RestClient.Builder http,
            JdbcTemplate sql,
            @Value("${recorder.accounts.main.api-key}") String key,
            @Value("${recorder.accounts.main.api-secret}") String secret,
            @Value("${recorder.accounts.main.base-url}") String url) {
        return new StepBuilder("fetch", repository)
                .tasklet((contribution, context) -> {
                    String time = String.valueOf(System.currentTimeMillis());
                    String nonce = String.valueOf(ThreadLocalRandom.current().nextInt(10_000, 100_000));
                    String body = http.build()
                            .get()
                            .uri(url + PATH)
                            .header("X-API-KEY", key)
                            .header("X-API-TIMESTAMP", time)
                            .header("X-API-NONCE", nonce)
                            .header("X-API-SIGN", signature(secret, nonce + time + "GET" + PATH))
                            .retrieve()
                            .body(String.class);
                    sql.update("insert into answer (body) values (?)", body);
                    return RepeatStatus.FINISHED;
                })
                .transactionManager(transactions)
                .build();
    }

    @Bean
    Step write(JobRepository repository, PlatformTransactionManager transactions, JdbcTemplate sql, JsonMapper json) {
        return new StepBuilder("write", repository)
                .tasklet((contribution, context) -> {
                    for (String body : sql.queryForList("select body from answer where not recorded", String.class)) {
                        Envelope envelope = json.readValue(body, Envelope.class);
                        sql.batchUpdate("insert into balance values (?, ?, ?, ?)", envelope.responseData().stream()
                                .map(line -> new Object[] {
                                    new Timestamp(envelope.responseTime()),
                                    line.currency(),
                                    line.balance(),
                                    line.availableBalance()
                                })
                                .toList());
                    }
                    sql.update("update answer set recorded = true where not recorded");
                    return RepeatStatus.FINISHED;
                })
                .transactionManager(transactions)
                .build();
    }

    private static String signature(String secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
