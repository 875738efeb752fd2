/**
 * The living exchanges as their documents describe them: endpoints, checks of a request, faults, limits and bodies.
 *
 * <p>{@link dev.balancehistory.localexchange.venue.Venue} lists them. A venue knows neither the server nor the product:
 * it turns a {@link dev.balancehistory.localexchange.venue.Call} into a {@link
 * dev.balancehistory.localexchange.venue.Ruling}. Where the documents leave a choice, the class of the venue states it.
 */
package dev.balancehistory.localexchange.venue;
