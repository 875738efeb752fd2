package dev.balancehistory.cli;

/** The command line can't be right. The message is one line for people. */
final class Misuse extends RuntimeException {
    Misuse(String message) {
        super(message);
    }
}
