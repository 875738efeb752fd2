/** The contract of all adapters, and the server that stands for the exchange in it. */
package dev.balancehistory.exchange.contract;
