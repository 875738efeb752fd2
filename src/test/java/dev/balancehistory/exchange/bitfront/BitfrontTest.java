package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.contract.AdapterContract;

class BitfrontTest extends AdapterContract {
    BitfrontTest() {
        super(Bitfront.adapter());
    }
}
