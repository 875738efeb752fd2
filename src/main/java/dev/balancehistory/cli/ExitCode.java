package dev.balancehistory.cli;

import dev.balancehistory.balance.Outcome;

/** The process's exit codes, which are those of sysexits.h where it has one. */
final class ExitCode {
    static final int DONE = 0;

    private ExitCode() {}

    static int of(Outcome outcome) {
        return switch (outcome) {
            case DONE -> DONE;
            case USAGE -> 64;
            case REFUSED -> 65;
            case UNREACHABLE -> 69;
            case DEFECT -> 70;
            case CANNOT_CREATE -> 73;
            case CANNOT_WRITE -> 74;
            case LATER -> 75;
            case CREDENTIALS -> 77;
            case CONFIGURATION -> 78;
            // What a shell makes of SIGPIPE.
            case READER_GONE -> 141;
            case STOPPED -> 143;
        };
    }
}
