package dev.balancehistory.localexchange;

/**
 * One currency of a response, its numbers as raw JSON text so that every digit is the caller's own.
 *
 * <p>A null component leaves its field out of BITFRONT's response: the documents promise none of the three.
 *
 * @param wallet one of the wallets of a living exchange; {@link #MAIN} for its main one, and the only one of BITFRONT
 * @param currency the code as the exchange writes it
 * @param balance the total
 * @param availableBalance the part of it that is free
 */
public record Holding(String wallet, String currency, String balance, String availableBalance) {

    public static final String MAIN = "";

    public Holding(String currency, String balance, String availableBalance) {
        this(MAIN, currency, balance, availableBalance);
    }
}
