package dev.balancehistory.status;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.archive.AccountStatusQuery;
import dev.balancehistory.archive.CoverageQuery;
import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.Reporter;
import dev.balancehistory.cli.Terminal;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.spool.Spool;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Options;
import org.springframework.boot.convert.DurationStyle;

/** {@code status}: reports the age of each account's newest snapshot. */
final class StatusCommand implements Command {
    private static final String MAX_AGE = "max-age";
    private static final long MAX_DAYS = 100_000_000;
    private static final String STRIP = "strip";
    private static final String JSON = "json";

    private final Application application;
    private final PrintWriter out;

    StatusCommand(Program program) {
        this.application = program.application();
        this.out = program.out();
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Report the age of each account's newest snapshot.",
                "Ends with 75 if the newest snapshot of an account is too old or in the future, or a configured account"
                        + " has none.",
                "An account that is no longer configured is listed, and is never too old. An account is"
                        + " configured if any",
                "property below recorder.accounts.NAME is set. If no account is configured, every recorded"
                        + " account counts.");
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Arguments.value(
                        MAX_AGE,
                        "DURATION",
                        "The age up to which a snapshot is fresh, such as 10m; default: twice\nthe account's"
                                + " interval."))
                .addOption(Arguments.flag(
                        STRIP,
                        "Show below the table which snapshots of the last 24 hours are missing.\n"
                                + "Without this option, only a UTF-8 terminal shows it."))
                .addOption(Arguments.flag(JSON, "Print JSON, which has no strip."));
    }

    @Override
    public int run(Arguments arguments) {
        Duration maxAge = arguments.one(MAX_AGE, StatusCommand::duration).orElse(null);
        return application.unattended(name(), arguments.properties(), (context, reported) -> {
            ConfiguredAccounts settings = context.get(ConfiguredAccounts.class);
            Set<String> configured = settings.names();
            AccountStatusQuery board = context.get(AccountStatusQuery.class);
            WaitingResponses waiting = WaitingResponses.in(context.get(Spool.class));
            List<AccountStatus> accounts = board.accounts(configured, waiting.byAccount(), maxAge);
            if (arguments.has(JSON)) {
                out.println(board.json(configured, waiting.byAccount(), maxAge));
            } else {
                new StatusTable(accounts, settings).lines().forEach(out::println);
                if (arguments.has(STRIP) || Terminal.showsBlocks()) {
                    CoverageStrip.lines(
                                    context.get(CoverageQuery.class).of(counting(accounts), waiting.byAccount()),
                                    Terminal.columns())
                            .forEach(out::println);
                }
                waiting.lines().forEach(out::println);
            }
            summarize(accounts, reported);
            boolean fresh = !accounts.isEmpty() && accounts.stream().noneMatch(AccountStatus::stale);
            return fresh ? Outcome.DONE.exitCode() : Outcome.TEMPORARY_FAILURE.exitCode();
        });
    }

    private static List<AccountStatus> counting(List<AccountStatus> accounts) {
        return accounts.stream().filter(AccountStatus::counts).toList();
    }

    private static void summarize(List<AccountStatus> accounts, Reporter.Run reported) {
        List<AccountStatus> stale =
                accounts.stream().filter(AccountStatus::stale).toList();
        reported.summarize(
                StaleAccounts.text(accounts.size(), stale),
                stale.stream().map(AccountStatus::account).toList());
    }

    private static Duration duration(String text) {
        Duration duration;
        try {
            // This unit rejects a number without a unit.
            duration = DurationStyle.detectAndParse(text, ChronoUnit.FOREVER);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time with its unit, such as 10m");
        }
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("it must be longer than zero");
        }
        // The range of PostgreSQL's intervals.
        if (duration.toDays() > MAX_DAYS) {
            throw new IllegalArgumentException("it must not be longer than " + MAX_DAYS + " days");
        }
        return duration;
    }
}
