/**
 * The kit that every adapter is built with: one transport, requests, signers, strict JSON and the declaration of an
 * exchange. Knows {@code exchange} and no adapter.
 */
@NullMarked
package dev.balancehistory.exchange.http;

import org.jspecify.annotations.NullMarked;
