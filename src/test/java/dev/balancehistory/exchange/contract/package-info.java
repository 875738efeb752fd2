/** The contract that every adapter has to meet, and the server that plays the exchange in it. */
package dev.balancehistory.exchange.contract;
