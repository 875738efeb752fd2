package dev.balancehistory.exchange.registry;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.exchange.binance.Binance;
import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.exchange.bitget.Bitget;
import dev.balancehistory.exchange.bithumb.Bithumb;
import dev.balancehistory.exchange.bitstamp.Bitstamp;
import dev.balancehistory.exchange.bybit.Bybit;
import dev.balancehistory.exchange.coinbase.Coinbase;
import dev.balancehistory.exchange.gate.Gate;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.HttpSource;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.kraken.Kraken;
import dev.balancehistory.exchange.kucoin.Kucoin;
import dev.balancehistory.exchange.mexc.Mexc;
import dev.balancehistory.exchange.okx.Okx;
import dev.balancehistory.exchange.upbit.Upbit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All exchanges of this program. */
public final class Exchanges {
    private Exchanges() {}

    /** Returns all exchanges. Each is created at its first use, with the common transport. */
    public static Adapters all(Supplier<HttpTransport> transport) {
        return new Adapters(
                List.of(
                        entry("binance", "binance/1", Binance::adapter, transport),
                        entry("bitfront", "bitfront/1", Bitfront::adapter, transport),
                        entry("bitget", "bitget/1", Bitget::adapter, transport),
                        entry("bithumb", "bithumb/1", Bithumb::adapter, transport),
                        entry("bitstamp", "bitstamp/1", Bitstamp::adapter, transport),
                        entry("bybit", "bybit/1", Bybit::adapter, transport),
                        entry("coinbase", "coinbase/1", Coinbase::adapter, transport),
                        entry("gate", "gate/1", Gate::adapter, transport),
                        entry("kraken", "kraken/1", Kraken::adapter, transport),
                        entry("kucoin", "kucoin/1", Kucoin::adapter, transport),
                        entry("mexc", "mexc/1", Mexc::adapter, transport),
                        entry("okx", "okx/1", Okx::adapter, transport),
                        entry("upbit", "upbit/1", Upbit::adapter, transport)),
                Map.of(ExportedSnapshotReader.FORMAT, ExportedSnapshotReader::new));
    }

    private static Adapters.Entry entry(
            String exchange, String format, Supplier<Adapter> adapter, Supplier<HttpTransport> transport) {
        return new Adapters.Entry(
                exchange,
                format,
                () -> new HttpSource(adapter.get(), transport.get()),
                () -> adapter.get().reader());
    }
}
