package dev.latchkey.signin.passkeys;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.platform.http.JsonBody;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.settings.SettingValues;
import dev.latchkey.signin.sessions.Sessions;
import dev.latchkey.signin.sessions.SignInCookies;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Passkeys, and everything that is proven with them.
public final class Passkeys {
    private final Db db;
    private final String appUrl;
    private final List<String> relatedOrigins;
    private final PasskeyTable credentials;
    private final RelyingParty relyingParty;
    private final Ceremonies ceremonies;
    private final Verification verification;
    private final Reauthentications reauthentications;
    private final Registration registration;
    private final Authentication authentication;
    private final OwnPasskeys own;

    /// Who we are to authenticators.
    ///
    /// @param appUrl the origin of our pages
    /// @param rpId the relying party id
    /// @param relatedOrigins other origins that passkeys may be used from (WebAuthn Level 3 §5.11)
    /// @param settings the installation's name, and what it asks of passkeys, as they are now
    public record Identity(String appUrl, String rpId, List<String> relatedOrigins, Supplier<SettingValues> settings) {
        private Set<String> origins() {
            var origins = new LinkedHashSet<>(relatedOrigins);
            origins.add(appUrl);
            return origins;
        }
    }

    public Passkeys(
            Db db,
            SecureRandom random,
            RateLimits limits,
            Audit audit,
            RefusedAttempts refused,
            Users users,
            Sessions sessions,
            SignInCookies cookies,
            Identity identity) {
        this.db = db;
        this.appUrl = identity.appUrl();
        this.relatedOrigins = List.copyOf(identity.relatedOrigins());
        this.relyingParty = new RelyingParty(identity.rpId(), identity.origins(), identity.settings());
        this.credentials = new PasskeyTable(random);
        this.ceremonies = new Ceremonies(db, random, cookies);
        this.verification = new Verification(relyingParty);
        this.reauthentications = new Reauthentications(random, cookies);
        this.registration =
                new Registration(db, audit, users, sessions, credentials, relyingParty, ceremonies, verification);
        this.authentication = new Authentication(
                db,
                limits,
                audit,
                refused,
                users,
                sessions,
                credentials,
                relyingParty,
                ceremonies,
                verification,
                reauthentications);
        this.own = new OwnPasskeys(db, audit, users, sessions, credentials, relyingParty);
    }

    public void routes(Routes routes) {
        registration.routes(routes);
        authentication.routes(routes);
        own.routes(routes);
        routes.open()
                .anyOrigin()
                .get("/.well-known/passkey-endpoints", _ -> Reply.json(200, endpoints()))
                .get("/.well-known/webauthn", _ -> Reply.json(200, Map.of("origins", origins())));
        routes.described(PasskeysDescription::write);
    }

    public void cleanUp(CleanUp cleanUp) {
        cleanUp.add("ceremonies", ceremonies::removeExpired).add("reauthentications", reauthentications::removeExpired);
    }

    /// Where password managers send people to add and to manage passkeys (W3C, A Well-Known URL for Relying Party
    /// Passkey Endpoints §2).
    private Map<String, String> endpoints() {
        var page = appUrl + "/settings/account#passkeys";
        return Map.of("enroll", page, "manage", page);
    }

    /// WebAuthn Level 3 §5.11.1.
    private Set<String> origins() {
        var origins = new LinkedHashSet<String>();
        origins.add(appUrl);
        origins.addAll(relatedOrigins);
        return origins;
    }

    /// Uses up the fresh proof that this browser carries, if it is this person's; when the passkey was used.
    public Optional<Instant> consumeReauthentication(Call call, Tx tx, UserId user) {
        return reauthentications.consume(call, tx, user);
    }

    /// The username of an administrator, if none of them has a passkey: then only a login code made on the server lets
    /// anybody administer.
    public Optional<String> strandedAdministrator(Tx tx) {
        return tx.sql("""
                select username from users
                 where is_admin = true and disabled = false and id <> :static
                   and not exists (select 1 from passkeys p join users u on u.id = p.user_id
                                    where u.is_admin = true and u.disabled = false)
                 order by created_at, id limit 1
                """).bind("static", UserId.STATIC_API_USER.value()).first(row -> row.text("username"));
    }

    /// Options for a passkey of somebody who does not exist yet, and the cookie that goes with them.
    public record Begun(Map<String, Object> options, Cookie cookie) {}

    /// Begins the passkey of the first administrator.
    ///
    /// @param draft comes back with the answer
    public Begun beginSetUp(Call call, UserId user, String userName, String displayName, String draft) {
        var begun = db.write(tx ->
                ceremonies.begin(call, tx, Ceremonies.Purpose.SET_UP, Optional.of(user.value()), Optional.of(draft)));
        return new Begun(
                relyingParty.creationOptions(begun.challenge(), user.value(), userName, displayName, List.of()),
                begun.cookie());
    }

    /// A verified passkey whose owner is still to be made.
    public final class SetUp {
        private final UserId user;
        private final String draft;
        private final Verification.Registered registered;

        private SetUp(UserId user, String draft, Verification.Registered registered) {
            this.user = user;
            this.draft = draft;
            this.registered = registered;
        }

        public UserId user() {
            return user;
        }

        public String draft() {
            return draft;
        }

        /// Stores it, in the transaction that makes its owner.
        ///
        /// @return the record's id
        public String store(Call call, Tx tx) {
            return registration.store(call, tx, user, registered).id();
        }
    }

    /// Verifies the answer to [#beginSetUp].
    public SetUp finishSetUp(Call call, JsonBody answer) {
        ceremonies.require(call);
        var proven = registration.verify(call, Ceremonies.Purpose.SET_UP, Answer.attestation(answer));
        return new SetUp(
                new UserId(proven.ceremony().user().orElseThrow()),
                proven.ceremony().draft().orElseThrow(),
                proven.registered());
    }
}
