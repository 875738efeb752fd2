/**
 * A local stand-in for the exchange BITFRONT that checks requests as strictly as the real one did, misbehaves on demand
 * and keeps a manifest of what it served; it knows nothing of the product.
 */
package dev.balancehistory.localexchange;
