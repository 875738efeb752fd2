package dev.balancehistory.exchange.bitfront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Reading;

/** The requirements for each text that is shown to the operator. */
public final class Reasons {
    private static final int LONGEST = 300;

    private Reasons() {}

    /** Requires one short line of visible characters. */
    public static void assertFitToBeShown(String reason) {
        assertThat(reason).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST);
        assertThat(reason).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
    }

    /** Requires that a response is rejected for this reason, and not as truncated. */
    public static void assertRejected(Reading reading, String reason) {
        assertThat(reading).isInstanceOf(Reading.Malformed.class);
        Reading.Malformed malformed = (Reading.Malformed) reading;
        assertThat(malformed.reason()).contains(reason);
        assertThat(malformed.truncated()).as(malformed.reason()).isFalse();
        assertFitToBeShown(malformed.reason());
    }
}
