package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.KeyFinding;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFindingsTest {
    private static final String FIT = "a key with the permission Read";

    @Test
    void aKeyThatOnlyReadsNeedsNoAdvice() {
        assertThat(KeyFindings.rights(List.of(), FIT)).isEqualTo(new KeyFinding("the key can only read", null));
    }

    @Test
    void furtherRightsAreReportedWithAdvice() {
        KeyFinding finding = KeyFindings.rights(List.of("Spot", "Withdrawal"), FIT);
        assertThat(finding.detail()).isEqualTo("the key can do more than read: Spot, Withdrawal");
        assertThat(finding.advice()).isEqualTo("create a key with the permission Read alone, and delete this one");
    }

    @Test
    void addressesAreReportedWithoutAdvice() {
        assertThat(KeyFindings.addresses(List.of()))
                .isEqualTo(new KeyFinding("the key is valid from every IP address", null));
        assertThat(KeyFindings.addresses(List.of("203.0.113.7", "2001:db8::1")))
                .isEqualTo(new KeyFinding("the key is only valid from 203.0.113.7, 2001:db8::1", null));
    }

    @Test
    void theTextOfTheExchangeIsShownInOneShortLine() {
        KeyFinding finding = KeyFindings.rights(Collections.nCopies(100, "Spot\nError: all is lost"), FIT);
        assertThat(finding.detail()).hasSizeLessThan(200).doesNotContain("\n");
    }
}
