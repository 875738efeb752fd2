/**
 * The kit of all adapters: one transport, requests, signers, strict JSON, and the declaration of an exchange. It
 * depends on {@code exchange} and not on an adapter.
 */
@NullMarked
package dev.balancehistory.exchange.http;

import org.jspecify.annotations.NullMarked;
