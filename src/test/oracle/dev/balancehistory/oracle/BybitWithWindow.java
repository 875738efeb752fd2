package dev.balancehistory.oracle;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import org.knowm.xchange.bybit.dto.BybitResult;
import org.knowm.xchange.bybit.dto.account.allcoins.BybitAllCoinsBalance;
import org.knowm.xchange.bybit.dto.account.walletbalance.BybitWalletBalance;
import org.knowm.xchange.bybit.service.BybitDigest;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/** XChange's two calls with the header of the receive window, which its digest signs and its own interface lacks. */
@Path("v5")
@Produces("application/json")
interface BybitWithWindow {
    @GET
    @Path("account/wallet-balance")
    BybitResult<BybitWalletBalance> unified(
            @HeaderParam(BybitDigest.X_BAPI_API_KEY) String apiKey,
            @HeaderParam(BybitDigest.X_BAPI_SIGN) ParamsDigest signature,
            @HeaderParam(BybitDigest.X_BAPI_TIMESTAMP) SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(BybitDigest.X_BAPI_RECV_WINDOW) long window,
            @QueryParam("accountType") String accountType)
            throws IOException;

    @GET
    @Path("asset/transfer/query-account-coins-balance")
    BybitResult<BybitAllCoinsBalance> funding(
            @HeaderParam(BybitDigest.X_BAPI_API_KEY) String apiKey,
            @HeaderParam(BybitDigest.X_BAPI_SIGN) ParamsDigest signature,
            @HeaderParam(BybitDigest.X_BAPI_TIMESTAMP) SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(BybitDigest.X_BAPI_RECV_WINDOW) long window,
            @QueryParam("accountType") String accountType)
            throws IOException;
}
