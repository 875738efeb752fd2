package dev.balancehistory.exchange.bitfront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Reading;

/** What every text has to be that reaches a person. */
final class Reasons {
    private static final int LONGEST = 300;

    private Reasons() {}

    /** One line, not too long, of nothing but what can be seen. */
    static void assertFitToBeShown(String reason) {
        assertThat(reason).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST);
        assertThat(reason).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
    }

    /** An answer is refused for the right reason, and not for being cut. */
    static void assertRefused(Reading reading, String reason) {
        assertThat(reading).isInstanceOf(Reading.Refusal.class);
        Reading.Refusal refusal = (Reading.Refusal) reading;
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal.cut()).as(refusal.reason()).isFalse();
        assertFitToBeShown(refusal.reason());
    }
}
