package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// Sixty-four requests at once for what only one may have, spread over all servers of one database.
public final class Race {
    private static final int THREADS = 64;

    private Race() {}

    public static void forCode(List<TestIdp> servers) {
        var idp = servers.getFirst();
        var app = idp.client("notes").create();
        var signIn = idp.user("alice").withPasskey().create().signsInTo(app);
        var answers = run(servers, (server, _) -> app.at(server).redeem(signIn.code(), signIn.request()));
        assertEquals(1, winners(answers).size(), statuses(answers));
        losers(answers).forEach(loser -> loser.oauthError(400, "invalid_grant"));
    }

    public static void forRefreshToken(List<TestIdp> servers) {
        var idp = servers.getFirst();
        var app = idp.client("notes").scopes("openid offline_access").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var answers = run(servers, (server, _) -> app.at(server).refresh(tokens).answer());
        assertTrue(!winners(answers).isEmpty(), statuses(answers));
        losers(answers).forEach(loser -> loser.oauthError(400, "invalid_grant"));
        var successors = winners(answers).stream()
                .map(answer -> answer.member("refresh_token"))
                .collect(Collectors.toSet());
        assertEquals(1, successors.size(), "within the grace it is the very same successor");
        winners(answers).forEach(answer -> app.userinfo(Tokens.of(answer)).expect(200));
        app.refresh(successors.iterator().next()).tokens();
    }

    public static void forLoginCode(List<TestIdp> servers) {
        var idp = servers.getFirst();
        var code = idp.admin().makesLoginCodeFor(idp.user("alice").create());
        var browsers = java.util.stream.IntStream.range(0, THREADS)
                .mapToObj(i -> servers.get(i % servers.size()).browser())
                .toList();
        var answers = run(servers, (_, i) -> browsers.get(i).fetch("POST", "/api/one-time-access-token/" + code));
        assertEquals(1, winners(answers).size(), statuses(answers));
        losers(answers).forEach(loser -> loser.refused(401, "token_invalid_or_expired"));
        var signedIn = browsers.stream()
                .filter(browser -> browser.fetch("GET", "/api/users/me").status() == 200)
                .count();
        assertEquals(1, signedIn);
    }

    public static void forDeviceCode(List<TestIdp> servers) {
        var idp = servers.getFirst();
        var tv = idp.client("tv").publicClient().scopes("openid offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var begun = tv.authorizesDevice().expect(200);
        alice.calls("POST", "/api/oidc/device/verify?code=" + begun.member("user_code"))
                .expect(204);
        var answers = run(servers, (server, _) -> tv.at(server).pollsDevice(begun.member("device_code")));
        assertEquals(1, winners(answers).size(), statuses(answers));
        losers(answers)
                .forEach(loser -> assertTrue(
                        Set.of("invalid_grant", "slow_down").contains(loser.member("error")), loser.toString()));
        var tokens = Tokens.of(winners(answers).getFirst());
        tv.userinfo(tokens).expect(200);
        tv.refresh(tokens).tokens();
    }

    private static List<Answer> run(List<TestIdp> servers, BiFunction<TestIdp, Integer, Answer> each) {
        var answers = Together.run(THREADS, i -> each.apply(servers.get(i % servers.size()), i));
        assertTrue(answers.stream().noneMatch(answer -> answer.status() >= 500), statuses(answers));
        return answers;
    }

    private static List<Answer> winners(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() == 200).toList();
    }

    private static List<Answer> losers(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() != 200).toList();
    }

    private static String statuses(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(Answer::status, Collectors.counting()))
                .toString();
    }
}
