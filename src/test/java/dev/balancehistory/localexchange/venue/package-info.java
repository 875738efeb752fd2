/**
 * The living exchanges as their documents describe them: endpoints, checks of a request, faults, limits and bodies.
 *
 * <p>{@link dev.balancehistory.localexchange.venue.Venue} lists them. A venue knows neither the server nor the product:
 * it turns a {@link dev.balancehistory.localexchange.venue.Call} into a {@link
 * dev.balancehistory.localexchange.venue.Ruling}. The class of a venue states the choices that the documents leave.
 */
package dev.balancehistory.localexchange.venue;
