package dev.balancehistory.schedule;

import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Context;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.Reporter;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.recording.MetricsOption;
import dev.balancehistory.recording.ReportedRuns;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.Timetable;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** {@code schedule}: keeps running and records on a cron expression. */
final class ScheduleCommand implements Command {
    private static final String CRON = "cron";

    private final Application application;

    ScheduleCommand(Program program) {
        this.application = program.application();
    }

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Stay up and record on a cron expression.",
                "A failed run is logged, and the next tick follows. SIGTERM stops the schedule gracefully.");
    }

    @Override
    public Options options() {
        return new Options().addOption(Arguments.value(CRON, "EXPR", """
                        When to record, such as "0 */5 * * * *" or "@hourly". The six fields
                        are second, minute, hour, day of month, month and day of week, in
                        the zone recorder.zone. Default: recorder.schedule.cron.""")).addOption(MetricsOption.option());
    }

    @Override
    public int run(Arguments arguments) {
        Timetable option =
                arguments.one(CRON, cron -> Timetable.of(cron, ZoneOffset.UTC)).orElse(null);
        return application.with(MetricsOption.properties(arguments), context -> {
            try {
                return run(context, option);
            } catch (RuntimeException e) {
                context.get(Reporter.class).begin(ReportedRuns.JOB).failed(e);
                throw e;
            }
        });
    }

    private static int run(Context context, @Nullable Timetable option) {
        Timetable timetable = timetable(context, option);
        ShutdownHook end = ShutdownHook.onSignal(context.get(RunStop.class)::stop);
        try (end) {
            return context.get(Schedule.class).run(timetable).exitCode();
        }
    }

    private static Timetable timetable(Context context, @Nullable Timetable option) {
        BoundSettings settings = context.get(BoundSettings.class);
        Timetable timetable = option == null ? settings.timetable() : option.in(settings.zone());
        if (timetable == null) {
            throw new Problem(
                    Outcome.CONFIGURATION, "no schedule is given: set recorder.schedule.cron, or use --" + CRON);
        }
        return timetable;
    }
}
