package dev.balancehistory.exchange.bitfront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Reading;

/** What every text has to be that reaches a person. */
public final class Reasons {
    private static final int LONGEST = 300;

    private Reasons() {}

    /** One line, not too long, of nothing but what can be seen. */
    public static void assertFitToBeShown(String reason) {
        assertThat(reason).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST);
        assertThat(reason).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
    }

    /** An answer is refused for the right reason, and not for being cut. */
    public static void assertRejected(Reading reading, String reason) {
        assertThat(reading).isInstanceOf(Reading.Malformed.class);
        Reading.Malformed malformed = (Reading.Malformed) reading;
        assertThat(malformed.reason()).contains(reason);
        assertThat(malformed.truncated()).as(malformed.reason()).isFalse();
        assertFitToBeShown(malformed.reason());
    }
}
