package dev.latchkey.oidc.token;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/// What happened before a token request, written as rows: people, applications, grants and their codes. So these tests
/// stand on the token endpoint alone; the way to a code has its own.
public final class Given {
    private static final SecureRandom RANDOM = new SecureRandom();
    public static final String CALLBACK = "https://app.example.org/callback";
    public static final String VERIFIER = "v".repeat(64);
    public static final String NONCE = "n-0S6_WzA2Mj";

    private final TestIdp idp;

    public Given(TestIdp idp) {
        idp.admin(); // people written into a server that nobody has set up would be in the way of who does
        this.idp = idp;
    }

    public TestIdp idp() {
        return idp;
    }

    private long now() {
        return idp.clock().instant().toEpochMilli();
    }

    /// Somebody called Tim Cook, with an address that is verified.
    public String person() {
        var id = UUID.randomUUID().toString();
        var name = "p" + id.substring(0, 8);
        idp.database().execute("""
                insert into users (id, username, username_folded, email, email_folded, email_verified, first_name,
                                   last_name, display_name, search_text, is_admin, locale, disabled, created_at,
                                   updated_at)
                values ('%s', '%s', '%s', '%s@example.com', '%s@example.com', true, 'Tim', 'Cook', '', '', false, 'de',
                        false, %d, %d)
                """.formatted(id, name, name, name, name, now(), now()));
        return id;
    }

    public App app() {
        return app(false);
    }

    public App publicApp() {
        return app(true);
    }

    private App app(boolean isPublic) {
        var id = "app-" + UUID.randomUUID();
        var secret = isPublic ? "" : Secret.random(RANDOM, 24).reveal();
        idp.database().execute("""
                insert into clients (id, name, search_text, description, callback_urls, logout_callback_urls, is_public,
                                     pkce_required, pkce_supported, requires_reauthentication, skip_consent,
                                     group_restricted, launch_url, access_token_minutes, refresh_token_minutes,
                                     id_token_claims, created_at, updated_at)
                values ('%s', 'App', 'app', '', '["%s"]', '[]', %b, %b, false, false, false, false, null, 60, 43200,
                        'scopes', %d, %d)
                """.formatted(id, CALLBACK, isPublic, isPublic, now(), now()));
        if (!isPublic) {
            idp.database().execute("""
                    insert into client_secrets (id, client_id, hash, prefix, created_at, expires_at)
                    values ('%s', '%s', '%s', 'abcd', %d, null)
                    """.formatted(UUID.randomUUID(), id, Hashes.sha256Hex(secret), now()));
        }
        return new App(id, secret);
    }

    /// A code that was issued just now, with a nonce and a PKCE challenge.
    public String code(App app, String person, String scopes) {
        return code(app, person, scopes, "null");
    }

    public String code(App app, String person, String scopes, String requestedClaims) {
        var grant = UUID.randomUUID().toString();
        var code = Secret.random(RANDOM, 32, "lk_ac_");
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Hashes.sha256(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        idp.database()
                .execute(
                        """
                insert into grants (id, user_id, client_id, session_id, kind, scopes, requested_claims, auth_time, amr,
                                    created_at)
                values ('%s', '%s', '%s', 'session-of-%s', 'CODE', '%s', %s, %d, 'phr pop', %d)
                """.formatted(
                                        grant,
                                        person,
                                        app.id(),
                                        grant,
                                        scopes,
                                        requestedClaims,
                                        now() - Duration.ofMinutes(3).toMillis(),
                                        now()),
                        """
                insert into authorization_codes (hash, grant_id, client_id, redirect_uri, redirect_uri_sent,
                                                 code_challenge, nonce, failures, expires_at)
                values ('%s', '%s', '%s', '%s', true, '%s', '%s', 0, %d)
                """.formatted(code.hash(), grant, app.id(), CALLBACK, challenge, NONCE, now() + 60_000));
        return code.reveal();
    }

    /// Tokens for somebody new.
    public Tokens tokens(App app) {
        return tokens(app, person(), "openid profile email groups");
    }

    public Tokens tokens(App app, String person, String scopes) {
        return app.tokens(app.redeem(code(app, person, scopes)));
    }

    /// An application with its credentials; a public one has none.
    public final class App {
        private final String id;
        private final String secret;

        private App(String id, String secret) {
            this.id = id;
            this.secret = secret;
        }

        public String id() {
            return id;
        }

        public String secret() {
            return secret;
        }

        public Form redemption(String code) {
            return Form.of(
                    "grant_type",
                    "authorization_code",
                    "code",
                    code,
                    "redirect_uri",
                    CALLBACK,
                    "code_verifier",
                    VERIFIER);
        }

        public Answer redeem(String code) {
            return token(redemption(code));
        }

        public Answer refresh(String token) {
            return token(refreshment(token));
        }

        public Form refreshment(String token) {
            return Form.of("grant_type", "refresh_token", "refresh_token", token);
        }

        public Answer token(Form form) {
            return post("/api/oidc/token", form);
        }

        public Answer introspect(String token) {
            return post("/api/oidc/introspect", Form.of("token", token));
        }

        public Answer revoke(String token) {
            return post("/api/oidc/revoke", Form.of("token", token));
        }

        public Answer post(String path, Form form) {
            return secret.isEmpty()
                    ? idp.backchannel().post(path, form.and("client_id", id))
                    : idp.backchannel()
                            .header("Authorization", basic(id, secret))
                            .post(path, form);
        }

        public Tokens tokens(Answer answer) {
            answer.expect(200);
            return new Tokens(
                    answer.member("access_token"), answer.member("refresh_token"), answer.member("id_token"), answer);
        }

        public void execute(String sql) {
            idp.database().execute(sql.formatted(id));
        }
    }

    public Answer userinfo(String access) {
        return idp.backchannel().bearer(access).get("/api/oidc/userinfo");
    }

    public static String basic(String id, String secret) {
        var pair =
                URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    public void disable(String person) {
        idp.database().execute("update users set disabled = true where id = '%s'".formatted(person));
    }

    /// Restricts an app to a new group that a person is in.
    ///
    /// @return the group's id
    public String restrict(App app, String person) {
        var group = UUID.randomUUID().toString();
        idp.database()
                .execute(
                        "insert into user_groups (id, name, friendly_name, search_text, created_at, updated_at) "
                                + "values ('%s', 'g%s', 'G', '', 0, 0)".formatted(group, group.substring(0, 8)),
                        "insert into group_members (group_id, user_id) values ('%s', '%s')".formatted(group, person),
                        "insert into client_allowed_groups (client_id, group_id) values ('%s', '%s')"
                                .formatted(app.id(), group),
                        "update clients set group_restricted = true where id = '%s'".formatted(app.id()));
        return group;
    }

    public void leave(String group) {
        idp.database().execute("delete from group_members where group_id = '%s'".formatted(group));
    }
}
