package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Bithumb: Upbit's token signed with HS256, with a timestamp in milliseconds.
 *
 * <p>The largest age of a token is not published: 30 s here. A nonce used twice is a token that fails.
 */
final class BithumbVenue implements Rules {

    private static final String BAD_TOKEN = "jwt_verification";
    private static final Window WINDOW = Window.around(Duration.ofSeconds(30));

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
                new Fault(401, "NotAllowIP", "허용되지 않은 IP 주소입니다."),
                new Fault(401, "out_of_scope", "권한이 부족합니다."),
                new Fault(403, "blocked_member_id", "차단된 회원입니다."),
                new Fault(401, "expired_jwt", "만료된 JWT 토큰입니다."),
                new Fault(401, "invalid_query_payload", "Jwt의 query를 검증하는데 실패하였습니다."),
                new Fault(400, "invalid_parameter", "잘못된 파라미터입니다."),
                new Fault(200, BAD_TOKEN, "JWT 토큰 검증에 실패했습니다.").named("200 " + BAD_TOKEN),
                new Fault(429, "429", "Too many requests"),
                new Fault(500, "500", "서버 오류입니다."));
    }

    @Override
    public List<Limit> limits() {
        return List.of(Limit.within(Limit.Scope.IP, 140, Duration.ofSeconds(1), "429")
                .banning("429", Duration.ofMinutes(5), 0));
    }

    @Override
    public Shown shown(Call call) {
        return KoreanRows.shown(call);
    }

    @Override
    public void check(Call call, VenueAccount account, Instant now) throws Rejected {
        Rejected.unless(signedBy(account, call), BAD_TOKEN);
        Jwt token = Jwt.of(call).orElseThrow();
        Rejected.unless(token.number("timestamp").isPresent() && KoreanRows.uuid(token.text("nonce")), BAD_TOKEN);
        Rejected.unless(
                WINDOW.contains(Instant.ofEpochMilli(token.number("timestamp").get()), now), "expired_jwt");
        Rejected.unless(account.use(token.text("nonce")), BAD_TOKEN);
        Rejected.unless(!token.claims().containsKey("query_hash"), "invalid_query_payload");
    }

    @Override
    public boolean signedBy(VenueAccount account, Call call) {
        return Jwt.of(call)
                .filter(token -> token.is("HS256") && token.hmac("SHA256", account.secret()))
                .isPresent();
    }

    @Override
    public String unknownKey() {
        return BAD_TOKEN;
    }

    @Override
    public String denied() {
        return BAD_TOKEN;
    }

    @Override
    public String badRequest() {
        return "invalid_parameter";
    }

    @Override
    public String body(Fault fault, Instant now) {
        // Its name was seen as a number where the HTTP status is all there is.
        return fault.code().matches("\\d+")
                ? Json.object("error", Json.object("name", fault.code(), "message", Json.text(fault.message())))
                : KoreanRows.error(fault);
    }
}
