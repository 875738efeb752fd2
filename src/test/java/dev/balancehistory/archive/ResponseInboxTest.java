package dev.balancehistory.archive;

import static dev.balancehistory.recording.TestHistory.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.archive.AccountRegistry.Registration;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.recording.TestHistory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Responses are stored byte for byte and read in batches, in the order of their arrival. */
class ResponseInboxTest {
    private static final long PLENTY = Long.MAX_VALUE;

    private TestHistory test;
    private ResponseInbox inbox;
    private Account account;

    @BeforeEach
    void open() {
        test = new TestHistory();
        inbox = test.archive.inbox();
        account = test.account();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aResponseIsStoredByteForByte() {
        byte[] body = new byte[100_000];
        new Random(1).nextBytes(body);
        body[0] = 0;
        Slot slot = new Slot(NOON);

        long id = inbox.add(account, slot, 7, TestHistory.response(NOON.plusMillis(1), body));

        PendingResponse pending = pending(10, PLENTY).get(0);
        assertThat(pending.id()).isEqualTo(id);
        assertThat(pending.accountId()).isEqualTo(account.id());
        assertThat(pending.account()).isEqualTo(account.name());
        assertThat(pending.exchange()).isEqualTo("bitfront");
        assertThat(pending.slot()).isEqualTo(slot.instant());
        assertThat(pending.receivedAt()).isEqualTo(NOON.plusMillis(1));
        assertThat(pending.body().bytes()).isEqualTo(body);
        assertThat(pending.responseTime()).isEqualTo(NOON.plusMillis(1));
        assertThat(pending.timeSource()).isEqualTo("body");
        assertThat(pending.bodySha256()).isEqualTo(Sha256.of(body));
        assertThat(row(id))
                .containsEntry("origin", "observed")
                .containsEntry("job_execution_id", 7L)
                .containsEntry("status", "1000")
                .containsEntry("format", "bitfront/1")
                .containsEntry("part_lengths", null)
                .containsEntry("status_message", "SUCCESS")
                .containsEntry("state", "received")
                .containsEntry("body_sha256", Sha256.of(body));
    }

    @Test
    void aFailedRequestIsStored() {
        long id = inbox.add(
                account,
                null,
                7,
                TestHistory.response(null, null, null, null, ResponseState.FAILED, "connection refused"));

        assertThat(pending(10, PLENTY)).isEmpty();
        assertThat(row(id))
                .containsEntry("state", "failed")
                .containsEntry("state_reason", "connection refused")
                .containsEntry("body", null)
                .containsEntry("body_sha256", null);
    }

    @Test
    @Tag("F6")
    void aSpooledResponseIsInsertedOnce() {
        RawResponse response = TestHistory.response(NOON.plusNanos(123_456_789), new byte[] {1});

        long id = inbox.addSpooled(account, new Slot(NOON), 7, response).orElseThrow();

        assertThat(inbox.addSpooled(account, new Slot(NOON), 7, response)).isEmpty();
        assertThat(row(id)).containsEntry("origin", "spooled").containsEntry("job_execution_id", 7L);
        assertThat(pending(10, PLENTY))
                .singleElement()
                .satisfies(pending -> assertThat(pending.slot()).isEqualTo(NOON));
    }

    @Test
    @Tag("D5")
    void aSpooledResponseWithALostCommitAcknowledgementIsNotInsertedAgain() {
        RawResponse response = TestHistory.response(NOON.plusNanos(123_456_789), new byte[] {1});
        inbox.add(account, null, 7, response);

        assertThat(inbox.addSpooled(account, null, 7, response)).isEmpty();
        assertThat(inbox.addSpooled(test.account(), null, 7, response)).isPresent();
        assertThat(inbox.addSpooled(account, null, 8, response)).isEmpty();
        assertThat(inbox.addSpooled(account, null, 7, TestHistory.response(NOON, new byte[] {1})))
                .isPresent();
        assertThat(inbox.addSpooled(
                        account, null, 7, TestHistory.response(NOON.plusNanos(123_456_789), new byte[] {2})))
                .isPresent();
    }

    /** The next steps may have finished it before the file was deleted. */
    @ParameterizedTest
    @EnumSource(names = {"RECORDED", "DUPLICATE", "CONFLICT", "REJECTED", "FAILED"})
    @Tag("F6")
    void aSpooledResponseInItsFinalStateIsNotInsertedAgain(ResponseState state) {
        RawResponse response = TestHistory.response(NOON.plusMillis(7), new byte[] {1});
        long id = inbox.addSpooled(account, null, 7, response).orElseThrow();
        test.database
                .sql()
                .update(
                        "update balance_response set state = ?, state_reason = ? where response_id = ?",
                        state.code(),
                        state == ResponseState.RECORDED ? null : "a reason",
                        id);
        if (state == ResponseState.RECORDED) {
            test.database.sql().update("""
                    insert into snapshot (account_id, response_time, response_id, time_source, currency_count,
                                          content_sha256, sequence, seal)
                    select account_id, response_time, response_id, time_source, 0, body_sha256, 1, body_sha256
                      from balance_response where response_id = ?
                    """, id);
        }

        assertThat(inbox.addSpooled(account, null, 8, response)).isEmpty();
        assertThat(inbox.addSpooled(account, null, 8, TestHistory.response(NOON.plusMillis(7), new byte[] {2})))
                .isPresent();
    }

    /** Of a run with the same number, in a database that was restored from a backup. */
    @Test
    void aSpooledResponseDoesNotCountForTheRunThatInsertsIt() {
        inbox.addSpooled(account, null, 7, TestHistory.response(NOON, new byte[] {1}));
        long own = inbox.add(account, null, 7, TestHistory.response(NOON, new byte[] {1}));

        assertThat(inbox.ofRun(7, account)).containsExactly(own);
    }

    @Test
    void aPendingResponseHasABody() {
        RawResponse empty = TestHistory.response(NOON, "1000", "SUCCESS", null, ResponseState.RECEIVED, null);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> inbox.add(account, null, 7, empty));
    }

    @Test
    void aResponseThatIsNotRecordedHasAReason() {
        RawResponse silent = TestHistory.response(NOON, "5000", "ERROR", new byte[1], ResponseState.FAILED, null);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> inbox.add(account, null, 7, silent));
    }

    @Test
    void aBatchHasTheOldestResponsesUpToItsLimit() {
        List<Long> ids = List.of(add(10), add(10), add(10));

        assertThat(pending(2, PLENTY)).extracting(PendingResponse::id).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(pending(5, PLENTY)).extracting(PendingResponse::id).containsExactlyElementsOf(ids);
    }

    @Test
    void aBatchHasNoMoreBytesThanItsLimit() {
        List<Long> ids = List.of(add(40), add(60), add(1));

        assertThat(pending(10, 101)).extracting(PendingResponse::id).containsExactlyElementsOf(ids);
        assertThat(pending(10, 100)).extracting(PendingResponse::id).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(pending(10, 99)).extracting(PendingResponse::id).containsExactly(ids.get(0));
    }

    @Test
    void aBatchHasAtLeastOneResponse() {
        long first = add(1_000);
        add(1);

        assertThat(pending(10, 1)).extracting(PendingResponse::id).containsExactly(first);
    }

    @Test
    void responsesOfAnotherFormatStayPending() {
        add(10);
        Account other = test.archive
                .accounts()
                .register(List.of(new Registration("elsewhere", "other", null)))
                .accounts()
                .get(0);
        long readable = inbox.add(
                other,
                null,
                7,
                new RawResponse(
                        NOON,
                        NOON,
                        NOON,
                        TimeSource.OWN_CLOCK,
                        null,
                        null,
                        "other/1",
                        new ResponseBody(new byte[10], new int[] {3, 0, 7}),
                        ResponseState.RECEIVED,
                        null));

        assertThat(inbox.pending(Set.of(), 10, PLENTY, Set.of("other/1")))
                .singleElement()
                .satisfies(pending -> assertThat(pending.body().partLengths()).containsExactly(3, 0, 7));
        assertThat(inbox.pending(Set.of(), 10, PLENTY, Set.of("other/1")))
                .extracting(PendingResponse::id)
                .containsExactly(readable);
        assertThat(inbox.pending(Set.of(), 1, PLENTY, Set.of("other/1"))).hasSize(1);
        assertThat(inbox.pending(Set.of(), 10, PLENTY, Set.of())).isEmpty();
        assertThat(inbox.pending(Set.of(), 10, PLENTY, Set.of("other/1", "bitfront/1")))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRecordedOrPendingResponseServesItsSlot(ResponseState state) {
        Slot slot = new Slot(NOON);
        Account other = test.account();
        inbox.add(account, slot, 7, response(state));
        inbox.add(account, null, 7, response(ResponseState.RECORDED));
        inbox.add(other, new Slot(NOON.plusMillis(1)), 7, response(ResponseState.RECORDED));

        assertThat(inbox.servedAccounts(List.of(account, other), slot).contains(account.id()))
                .isEqualTo(Set.of(ResponseState.RECEIVED, ResponseState.RECORDED, ResponseState.DUPLICATE)
                        .contains(state));
        assertThat(inbox.servedAccounts(List.of(account, other), slot)).doesNotContain(other.id());
        assertThat(inbox.servedAccounts(List.of(other), slot)).isEmpty();
    }

    private static RawResponse response(ResponseState state) {
        String reason = Set.of(ResponseState.RECEIVED, ResponseState.RECORDED).contains(state) ? null : "why";
        return TestHistory.response(NOON, "1000", "SUCCESS", new byte[1], state, reason);
    }

    private long add(int bytes) {
        return inbox.add(account, null, 7, TestHistory.response(NOON, new byte[bytes]));
    }

    private List<PendingResponse> pending(int most, long mostBytes) {
        return inbox.pending(Set.of(), most, mostBytes, Set.of("bitfront/1"));
    }

    private Map<String, Object> row(long id) {
        return new JdbcTemplate(test.pool).queryForMap("select * from balance_response where response_id = ?", id);
    }
}
