/**
 * A local exchange that checks requests as strictly as a real one, misbehaves on demand and lists its responses in a
 * manifest. It knows nothing of the product.
 *
 * <p>It plays BITFRONT, or one of the living exchanges in the package {@code venue}:
 *
 * <pre>{@code
 * LocalExchange exchange = LocalExchange.start(Venue.OKX).addAccount(key, secret, passphrase, holdings);
 * exchange.permit(key, Permission.READ, Permission.TRADE);
 * exchange.next(key, Misbehaviour.fault("50011"), WireFault.truncated(20));
 * }</pre>
 *
 * <ul>
 *   <li>{@code WireServer}, {@code RequestReader} and {@code Wire} are the server, down to the bytes.
 *   <li>{@code Endpoints} takes each request through the checks of an {@code Exchange}, its {@code Script} and the
 *       {@code Manifest}.
 *   <li>{@code BitfrontExchange} and {@code LivingExchange} are the two kinds of {@code Exchange}.
 *   <li>{@code venue.TestKeys} makes secrets in every form.
 * </ul>
 */
package dev.balancehistory.localexchange;
