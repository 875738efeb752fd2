package dev.balancehistory.report;

import dev.balancehistory.process.TextResource;

/** The gaps, without the snapshots whose responses wait in the spool. */
final class SpooledGaps {
    static final String QUERY = TextResource.of(SpooledGaps.class, "spooled-gaps.sql");

    private SpooledGaps() {}
}
