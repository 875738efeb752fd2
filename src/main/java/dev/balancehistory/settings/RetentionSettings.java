package dev.balancehistory.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The retention of data that can expire: {@code recorder.retention.*}.
 *
 * @param bodies the retention of response bodies; null for permanent
 * @param jobMetadata the retention of runs; null for permanent
 */
public record RetentionSettings(
        @Nullable Duration bodies, @Nullable Duration jobMetadata) {
    private static final String KEEP = "keep";

    static RetentionSettings of(RecorderSettings.Retention written) {
        return new RetentionSettings(
                Ages.read("recorder.retention.bodies", written.bodies(), KEEP),
                Ages.read("recorder.retention.job-metadata", written.jobMetadata(), KEEP));
    }
}
