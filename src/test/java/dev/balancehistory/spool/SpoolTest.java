package dev.balancehistory.spool;

import static dev.balancehistory.recording.TestHistory.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.process.AtomicFile;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.TestHistory;
import dev.balancehistory.spool.SpooledResponse.Corrupt;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool returns its responses unchanged, or reports that a file is corrupt. */
class SpoolTest {
    private static final long LIMIT = 100L << 20;

    @TempDir
    private Path temp;

    private Path folder;
    private Spool spool;

    @BeforeEach
    void open() {
        folder = temp.resolve("a/spool");
        spool = new Spool(folder, LIMIT, InstantSource.fixed(NOON));
    }

    @Test
    void everyFactOfAResponseIsStored() throws Exception {
        byte[] body = new byte[100_000];
        new Random(1).nextBytes(body);
        String words = " =:#!\\ \n\r\t\0 \ud800 \u202e € 日本 ";
        Instant fine = Instant.parse("2026-01-01T00:00:00.123456789Z");
        RawResponse response = new RawResponse(
                fine,
                fine.plusNanos(1),
                NOON,
                TimeSource.HTTP_DATE,
                words,
                words,
                "bitfront/1",
                new ResponseBody(body, new int[] {0, 99_999, 1}),
                ResponseState.REJECTED,
                words + words);

        SpooledResponse back =
                spool.read(spool.store(new SpooledResponse("main", "bitfront", new Slot(NOON), 7L, response)));

        assertThat(back)
                .usingRecursiveComparison()
                .isEqualTo(new SpooledResponse("main", "bitfront", new Slot(NOON), 7L, response));
    }

    /** The flight recorder sees what is forced to the disk; a loss of power can't be tried. */
    @Test
    @Tag("I10")
    void theFileAndItsNameAreForcedToTheDiskBeforeTheReturn() throws Exception {
        Path recorded = temp.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            spool.store(response("main", NOON));
            recording.stop();
            recording.dump(recorded);
        }

        assertThat(RecordingFile.readAllEvents(recorded))
                .extracting(event -> event.getString("path"))
                .filteredOn(path -> path.startsWith(temp.toString()))
                .satisfiesExactly(
                        parent ->
                                assertThat(parent).isEqualTo(folder.getParent().toString()),
                        file -> assertThat(file).startsWith(folder + "/").endsWith(".part"),
                        names -> assertThat(names).isEqualTo(folder.toString()));
    }

    @Test
    void aMissingFactStaysMissing() throws Exception {
        for (byte[] body : new byte[][] {null, {}}) {
            RawResponse bare = TestHistory.response(null, null, null, body, ResponseState.RECEIVED, null);

            SpooledResponse back = spool.read(spool.store(new SpooledResponse("main", "bitfront", null, null, bare)));

            assertThat(back)
                    .usingRecursiveComparison()
                    .isEqualTo(new SpooledResponse("main", "bitfront", null, null, bare));
        }
    }

    @Test
    void theFileIsReadableTextAndHasTheBodyAsReceived() throws Exception {
        Path file = spool.store(response("main", NOON));

        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .startsWith("balance-history-response 1 sha256=")
                .contains("\naccount=main\n", "\nslot=2026-01-01T12\\:00\\:00Z\n", "\nbody-bytes=17\n")
                .endsWith("\n{\"body\":1.500000}");
    }

    @Test
    void onlyItsOwnerCanReadIt() throws Exception {
        Path file = spool.store(response("main", NOON));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(entries()).containsExactly(file);
    }

    @Test
    void theOldestResponseIsListedFirst() {
        Path second = spool.store(response("main", NOON.plusMillis(1)));
        Path third = spool.store(response("a", NOON.plusSeconds(1)));
        Path first = spool.store(response("other", NOON));

        assertThat(spool.waiting()).containsExactly(first, second, third);
        assertThat(first.getFileName().toString())
                .matches("20260101T120000\\.000Z_20260101T120000\\.000Z_other_[0-9a-f-]{36}\\.response");
    }

    @Test
    void theSameResponseTwiceIsTwoFiles() {
        Path one = spool.store(response("main", NOON));
        Path other = spool.store(response("main", NOON));

        assertThat(one).isNotEqualTo(other);
        assertThat(spool.contents())
                .isEqualTo(new Spool.Contents(2, 0, 2 * one.toFile().length(), LIMIT));
    }

    @Test
    void anUnusedSpoolHasNoFolder() {
        assertThat(spool.waiting()).isEmpty();
        assertThat(spool.contents()).isEqualTo(new Spool.Contents(0, 0, 0, LIMIT));
        assertThat(folder.getParent()).doesNotExist();
    }

    @Test
    @Tag("F6")
    void aTruncatedFileIsCorrupt() throws Exception {
        byte[] whole = Files.readAllBytes(spool.store(response("main", NOON)));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(Corrupt.class)
                    .as("%s of %s bytes", length, whole.length)
                    .isThrownBy(() -> SpooledResponse.of(cut));
        }
        assertThat(SpooledResponse.of(whole).account()).isEqualTo("main");
    }

    @Test
    @Tag("F6")
    void aFileWithAnyChangedByteIsCorrupt() throws Exception {
        byte[] whole = Files.readAllBytes(spool.store(response("main", NOON)));

        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertThatExceptionOfType(Corrupt.class).as("byte %s", i).isThrownBy(() -> SpooledResponse.of(changed));
        }
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> SpooledResponse.of(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    @Tag("F6")
    void aFileOfAnotherFormIsCorruptThoughItsChecksumIsRight() {
        for (String content : List.of("no number\n", "3\nx=y", "999\nx=y\n", "0\n")) {
            assertThatExceptionOfType(Corrupt.class)
                    .as(content)
                    .isThrownBy(() -> SpooledResponse.of(withChecksum(content)))
                    .withMessage("its format is unknown");
        }
    }

    @Test
    void aLengthBeyondTheEndIsRejectedBeforeRoomIsTaken() {
        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> SpooledResponse.of(withChecksum("2000000000\nx=y\n")))
                .withCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] withChecksum(String content) {
        byte[] hash = Sha256.of(content.getBytes(StandardCharsets.US_ASCII));
        return ("balance-history-response 1 sha256=" + HexFormat.of().formatHex(hash) + "\n" + content)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    @Tag("F6")
    void aFileThatCanNotBeRenamedLeavesNoPartialFile() throws Exception {
        Path taken = folder.resolve("x.response");
        Files.createDirectories(taken.resolve("in the way"));
        Path part = folder.resolve("x.part");

        assertThatIOException().isThrownBy(() -> AtomicFile.write(taken, part, new byte[] {1}));

        assertThat(part).doesNotExist();
    }

    @Test
    @Tag("F6")
    void aFileLargerThanAnyResponseIsNotReadToItsEnd() throws Exception {
        Path file = spool.store(response("main", NOON));
        try (RandomAccessFile growing = new RandomAccessFile(file.toFile(), "rw")) {
            growing.setLength(5L << 30);
        }

        assertThatExceptionOfType(Corrupt.class)
                .isThrownBy(() -> spool.read(file))
                .withMessage("it is larger than any response");
    }

    @Test
    @Tag("F6")
    void aCorruptFileIsSetAsideOnceAndCounted() throws Exception {
        Path file = spool.store(response("main", NOON));
        Path good = spool.store(response("main", NOON.plusSeconds(1)));
        Files.write(file, new byte[] {1});

        Path aside = spool.setAside(file);

        assertThat(aside).hasFileName(file.getFileName() + ".corrupt").hasBinaryContent(new byte[] {1});
        assertThat(spool.waiting()).containsExactly(good);
        assertThat(spool.contents())
                .isEqualTo(new Spool.Contents(1, 1, good.toFile().length() + 1, LIMIT));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> spool.setAside(file));
    }

    @Test
    @Tag("F6")
    void aFileThatWasSetAsideBeforeIsNotReplaced() throws Exception {
        Path file = spool.store(response("main", NOON));
        Path aside = Files.write(file.resolveSibling(file.getFileName() + ".corrupt"), new byte[] {7});

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> spool.setAside(file))
                .withMessageContaining("is corrupt, and can't be renamed");

        assertThat(aside).hasBinaryContent(new byte[] {7});
        assertThat(file).exists();
    }

    @Test
    void removingAMissingResponseIsNoFailure() {
        Path file = spool.store(response("main", NOON));

        spool.remove(file);
        spool.remove(file);

        assertThat(spool.waiting()).isEmpty();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> spool.read(file));
    }

    @Test
    @Tag("F6")
    void linksAreNotFollowed() throws Exception {
        Path file = spool.store(response("main", NOON));
        Path elsewhere = Files.move(file, temp.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("20260101T120000.000Z_main_1.response"), elsewhere);
        Path nowhere = temp.resolve("nowhere");
        Path part = Files.createSymbolicLink(folder.resolve("x.part"), nowhere);

        assertThat(spool.waiting()).isEmpty();
        assertThatIOException().isThrownBy(() -> spool.read(link));
        assertThatIOException().isThrownBy(() -> AtomicFile.write(folder.resolve("x.response"), part, new byte[] {1}));
        assertThat(nowhere).doesNotExist();
        assertThat(part).as("not ours to remove").isSymbolicLink();
    }

    /** As a process leaves it that was killed after the writing and before the naming. */
    @Test
    @Tag("F6")
    void aTemporaryFileOfAKilledProcessIsUsedAfterADay() throws Exception {
        Path file = spool.store(response("main", NOON));
        Path part = Files.move(file, folder.resolve(file.getFileName() + ".part"));

        Files.setLastModifiedTime(part, FileTime.from(NOON.minus(Duration.ofHours(23))));
        assertThat(spool.waiting()).isEmpty();

        Files.setLastModifiedTime(part, FileTime.from(NOON.minus(Duration.ofHours(25))));
        assertThat(spool.waiting()).containsExactly(part);
        assertThat(spool.read(part).account()).isEqualTo("main");
    }

    @Test
    @Tag("F6")
    void anObstacleIsReportedInOneLine() throws IOException {
        Files.createFile(Files.createDirectory(temp.resolve("a")).resolve("spool"));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> spool.store(response("main", NOON)))
                .withMessage("spool: " + folder + " can't be written (a file with that name exists;"
                        + " recorder.spool-dir)")
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CANNOT_WRITE));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> spool.contents())
                .withMessageContaining("can't be read");
    }

    @Test
    @Tag("F7")
    void aResponseBeyondTheLimitIsRejectedUntilThereIsRoom() throws Exception {
        Path first = spool.store(response("main", NOON));
        long bytes = Files.size(first);
        Spool limited = new Spool(folder, 2 * bytes, InstantSource.fixed(NOON));
        limited.store(response("main", NOON));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> limited.store(response("main", NOON)))
                .withMessage("spool: " + folder
                        + " is full (recorder.spool-limit). Bring the database back, or raise the limit")
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CANNOT_WRITE));
        assertThat(limited.contents()).isEqualTo(new Spool.Contents(2, 0, 2 * bytes, 2 * bytes));

        limited.remove(first);
        assertThat(limited.store(response("main", NOON))).exists();
    }

    /** Another process adds and removes files too. */
    @Test
    @Tag("F7")
    void theSizeIsCountedAgainAfterAWhile() {
        long[] bytes = {60};
        long[] nanos = {0};
        SpoolSize size = new SpoolSize(() -> bytes[0], () -> nanos[0]);

        assertThat(size.add(30, 100)).isTrue();
        assertThat(size.add(20, 100)).isFalse();
        bytes[0] = 0;
        assertThat(size.add(20, 100)).as("within ten seconds").isFalse();
        nanos[0] = 10_000_000_001L;
        assertThat(size.add(100, 100)).isTrue();
        assertThat(size.add(1, 100)).isFalse();
        size.changed();
        assertThat(size.add(Long.MAX_VALUE, 100)).as("no overflow").isFalse();
    }

    @Test
    void theNameOfAFileHasTheFactsOfItsResponse() {
        Path file = spool.store(response("a_b.c-d", NOON.plusNanos(1_999_999)));

        assertThat(SpoolFile.of(file)).isEqualTo(new SpoolFile(file, NOON.plusMillis(1), new Slot(NOON), "a_b.c-d"));
        assertThat(spool.named()).containsExactly(SpoolFile.of(file));
        assertThat(SpoolFile.of(Path.of(file.toString().replace("_20260101T120000.000Z_", "_-_"))))
                .extracting(SpoolFile::slot)
                .isNull();
        assertThat(SpoolFile.of(Path.of("20260101T120000.000Z_main.response"))).isNull();
    }

    @Test
    @Tag("O7")
    void aLockIsHeldByOneRunUntilItIsReleased() throws Exception {
        try (SpoolLocks one = spool.locks();
                SpoolLocks other = spool.locks()) {
            Runnable release = one.tryTake("account main");

            assertThat(release).isNotNull();
            assertThat(other.tryTake("account main")).isNull();
            assertThat(other.tryTake("account other")).isNotNull();
            release.run();
            assertThat(other.tryTake("account main")).isNotNull();
        }
        assertThat(spool.waiting()).as("the file of the locks is no response").isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".lock"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Tag("O7")
    void aLockFileThatCanNotBeOpenedFailsNoFetch() throws Exception {
        Files.createDirectories(folder.resolve(".lock"));

        try (SpoolLocks locks = spool.locks()) {
            assertThat(locks.tryTake("account main")).isNotNull();
        }
    }

    /** A closed file fails like one on such a file system. */
    @Test
    @Tag("O7")
    void aFileSystemWithoutLocksFailsNoFetch() throws Exception {
        SpoolLocks locks = spool.locks();
        locks.close();

        Runnable release = locks.tryTake("account main");

        assertThat(release).isNotNull();
        release.run();
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static SpooledResponse response(String account, Instant receivedAt) {
        byte[] body = "{\"body\":1.500000}".getBytes(StandardCharsets.UTF_8);
        return new SpooledResponse(account, "bitfront", new Slot(NOON), 7L, TestHistory.response(receivedAt, body));
    }
}
