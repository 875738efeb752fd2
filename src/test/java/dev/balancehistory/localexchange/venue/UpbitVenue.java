package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Upbit: a JWT signed with HS512, whose nonce is a UUID for one use; no time is checked.
 *
 * <p>HS256 is rejected, since only HS512 is documented. Ten rejected requests within a second lead to the ban.
 */
final class UpbitVenue implements Rules {

    private static final String BAD_TOKEN = "jwt_verification";

    @Override
    public String mainWallet() {
        return "spot";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.balances("GET", "/v1/accounts", KoreanRows::accounts, "spot"),
                Endpoint.key("GET", "/v1/api_keys", KoreanRows::keys));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                new Fault(401, BAD_TOKEN, "JWT 토큰 검증에 실패했습니다."),
                new Fault(401, "invalid_access_key", "잘못된 엑세스 키입니다."),
                new Fault(401, "expired_access_key", "만료된 API 키입니다."),
                new Fault(401, "no_authorization_ip", "허용되지 않은 IP 주소입니다."),
                new Fault(401, "no_authorization_i_p", "허용되지 않은 IP 주소입니다."),
                new Fault(401, "out_of_scope", "권한이 부족합니다."),
                new Fault(403, "out_of_scope", "권한이 부족합니다.").named("403 out_of_scope"),
                new Fault(401, "nonce_used", "이미 사용된 nonce입니다."),
                new Fault(401, "invalid_query_payload", "Jwt의 query를 검증하는데 실패하였습니다."),
                new Fault(429, "429", "Too many API requests"),
                new Fault(418, "418", "Too many API requests. Blocked for 60 seconds."),
                new Fault(500, "500", "서버 오류입니다."));
    }

    @Override
    public List<Limit> limits() {
        return List.of(Limit.within(Limit.Scope.KEY, 30, Duration.ofSeconds(1), "429")
                .banning("418", Duration.ofMinutes(1), 10));
    }

    @Override
    public Map<String, String> usage(Limit.Use use) {
        return Map.of("Remaining-Req", "group=default; min=1799; sec=" + use.left());
    }

    @Override
    public Shown shown(Call call) {
        return KoreanRows.shown(call);
    }

    @Override
    public void checkForm(Call call) throws Rejected {
        Rejected.unless(
                Jwt.of(call)
                        .filter(token -> !token.text("access_key").isEmpty())
                        .isPresent(),
                BAD_TOKEN);
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Rejected.unless(signedBy(account, call), BAD_TOKEN);
        Jwt token = Jwt.of(call).orElseThrow();
        Rejected.unless(KoreanRows.uuid(token.text("nonce")), BAD_TOKEN);
        Rejected.unless(account.use(token.text("nonce")), "nonce_used");
        Rejected.unless(!token.claims().containsKey("query_hash"), badRequest());
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        return Jwt.of(call)
                .filter(token -> token.is("HS512") && token.hmac("SHA512", account.secret()))
                .isPresent();
    }

    @Override
    public String unknownKey() {
        return "invalid_access_key";
    }

    @Override
    public String denied() {
        return "out_of_scope";
    }

    @Override
    public String badRequest() {
        return "invalid_query_payload";
    }

    @Override
    public String body(Fault fault, Instant now) {
        return fault.status() == 429 ? fault.message() : KoreanRows.error(fault);
    }
}
