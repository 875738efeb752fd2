package dev.balancehistory.database;

import org.jspecify.annotations.Nullable;

/** Converts external text to the form that PostgreSQL stores. */
public final class Storable {
    private Storable() {}

    /** Returns the text without the one character that PostgreSQL rejects. */
    public static @Nullable String text(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\ufffd');
    }
}
