package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.contract.AdapterContract;

class BitfrontTest extends AdapterContract {
    BitfrontTest() {
        super(Bitfront.adapter());
    }

    @Override
    protected Secret secret() {
        return new Secret("CANARYKEY7f3a9c51d2e4", "CANARYSECRET0b8e64f1a7c3", "");
    }
}
