package dev.balancehistory.spool;

import dev.balancehistory.balance.Slot;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The facts in the name of a file in the spool, which can be read without the file. Names sort by the time of arrival.
 *
 * @param receivedAt the time of arrival, to the millisecond
 * @param slot the slot that the response stands for; null without a slot
 * @param account the account's name
 */
public record SpoolFile(
        Path path, Instant receivedAt, @Nullable Slot slot, String account) {
    static final String RESPONSE = ".response";
    static final String PART = ".part";

    private static final String NO_SLOT = "-";

    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern NAME = Pattern.compile(
            "([0-9]{8}T[0-9]{6}\\.[0-9]{3}Z)_([0-9]{8}T[0-9]{6}\\.[0-9]{3}Z|-)_(.+)_[0-9a-f-]{36}(\\.response|\\.part)+");

    /** Returns a new name for the response, without an ending. */
    static String newName(SpooledResponse response) {
        Slot slot = response.slot();
        return String.join(
                "_",
                SORTABLE.format(response.response().receivedAt()),
                slot == null ? NO_SLOT : SORTABLE.format(slot.instant()),
                response.account(),
                UUID.randomUUID().toString());
    }

    /** Returns the facts in the name; null if this program has not named the file. */
    public static @Nullable SpoolFile of(Path path) {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        return name.matches()
                ? new SpoolFile(
                        path,
                        instant(name.group(1)),
                        name.group(2).equals(NO_SLOT) ? null : new Slot(instant(name.group(2))),
                        name.group(3))
                : null;
    }

    private static Instant instant(String text) {
        return SORTABLE.parse(text, Instant::from);
    }
}
