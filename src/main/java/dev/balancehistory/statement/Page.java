package dev.balancehistory.statement;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.process.TextResource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of a page.
 *
 * @param accounts the accounts on it
 * @param totals the table of all accounts; empty if it would repeat that of the only account
 * @param sections the parts about the accounts; in an overview without pictures
 * @param files the file with the pictures of each account; empty if they are on this page
 * @param overview the file with all accounts; null if this page has them
 * @param csvName the name of the CSV
 * @param csvSha256 the SHA-256 of the CSV as hexadecimal digits
 * @param data the values that the script shows as JSON; null without a script
 */
record Page(
        StatementRequest request,
        Texts texts,
        List<AccountHistory> accounts,
        Completeness completeness,
        TotalTable totals,
        List<AccountSection> sections,
        List<String> files,
        @Nullable String overview,
        GapTable gaps,
        String csvName,
        String csvSha256,
        @Nullable String data) {

    /** The most digits behind the point for which a table has columns. */
    static final int MOST_PLACES = 12;

    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N} .,:\u00b7()_-]");

    private static final String STYLE = TextResource.of(Page.class, "statement.css");
    private static final String SCRIPT = TextResource.of(Page.class, "statement.js");

    String title() {
        return texts.lookup("kind") + " " + name();
    }

    /** Returns the name of the period, with a note if it is not over. */
    String name() {
        String period = texts.period(request.period());
        return request.isPartial() ? texts.text("partial", period) : period;
    }

    String zone() {
        return texts.zone(request.from(), request.to());
    }

    String exchanges() {
        return accounts.stream().map(AccountHistory::exchange).distinct().collect(Collectors.joining(", "));
    }

    String names() {
        return accounts.stream().map(AccountHistory::name).collect(Collectors.joining(", "));
    }

    Axis axis() {
        return Axis.of(request, texts);
    }

    /** Returns the digits behind the point that a column has room for; 0 if the table has no columns. */
    int columns(int places) {
        return places > MOST_PLACES ? 0 : places;
    }

    /** Returns the file with the pictures of an account; null if they are on this page. */
    @Nullable
    String file(int account) {
        return files.isEmpty() ? null : files.get(account);
    }

    Provenance provenance() {
        return Provenance.of(accounts);
    }

    /** Returns whether a gap is drawn paler than the others. */
    boolean hasPale() {
        return sections.stream().anyMatch(AccountSection::hasPale)
                || completeness.strips().stream()
                        .flatMap(strip -> strip.missing().stream())
                        .anyMatch(Shade::isPale);
    }

    /** Returns the style, with the text at the foot of a printed page. */
    String style() {
        String foot = title() + " \u00b7 " + exchanges() + ": " + names();
        return STYLE + "@page{@bottom-left{content:\"" + cssText(foot) + "\"}}";
    }

    /** Escapes what could end the text or the style. */
    private static String cssText(String text) {
        return UNSAFE.matcher(text)
                .replaceAll(match -> "\\\\" + Integer.toHexString(match.group().codePointAt(0)) + " ");
    }

    String script() {
        return SCRIPT;
    }

    /** Returns the policy that allows this style and this script, and nothing else. */
    String policy() {
        return "default-src 'none'; style-src '" + hash(style()) + "'"
                + (data == null ? "" : "; script-src '" + hash(SCRIPT) + "'")
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    String verifyCommand() {
        return Commands.verify(request);
    }

    String statementCommand() {
        return Commands.statement(request);
    }
}
