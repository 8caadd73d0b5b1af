package dev.latchkey.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every setting, in the order the REST API lists them. A constant is called as its environment variable.
public enum SettingKey {
    APP_NAME("appName", "Latchkey", Rule.name(30), Trait.PUBLIC),
    SESSION_DURATION("sessionDuration", "60", Rule.MINUTES),
    HOME_PAGE_URL("homePageUrl", "/settings/account", Rule.PAGE, Trait.PUBLIC),
    EMAILS_VERIFIED("emailsVerified", "false", Rule.FLAG, Trait.ENTRY),
    ACCENT_COLOR("accentColor", Branding.USUAL, Rule.COLOUR, Trait.PUBLIC),
    DISABLE_ANIMATIONS("disableAnimations", "false", Rule.FLAG, Trait.PUBLIC),
    ALLOW_OWN_ACCOUNT_EDIT("allowOwnAccountEdit", "true", Rule.FLAG, Trait.PUBLIC),
    ALLOW_USER_SIGNUPS(
            "allowUserSignups", "disabled", Rule.oneOf("disabled", "withToken", "open"), Trait.PUBLIC, Trait.ENTRY),
    SIGNUP_DEFAULT_USER_GROUP_IDS("signupDefaultUserGroupIDs", "[]", Rule.TEXTS, Trait.ENTRY),
    SIGNUP_DEFAULT_CUSTOM_CLAIMS("signupDefaultCustomClaims", "[]", Rule.CLAIMS, Trait.ENTRY),
    REQUIRE_USER_EMAIL("requireUserEmail", "true", Rule.FLAG, Trait.PUBLIC),
    SMTP_HOST("smtpHost", "", Rule.TEXT, Trait.ENTRY),
    SMTP_PORT("smtpPort", "", Rule.TEXT, Trait.ENTRY),
    SMTP_FROM("smtpFrom", "", Rule.EMAIL_ADDRESS),
    SMTP_USER("smtpUser", "", Rule.TEXT, Trait.ENTRY),
    SMTP_PASSWORD("smtpPassword", "", Rule.TEXT, Trait.SECRET, Trait.ENTRY),
    SMTP_TLS("smtpTls", "none", Rule.oneOf("none", "starttls", "tls"), Trait.ENTRY),
    SMTP_SKIP_CERT_VERIFY("smtpSkipCertVerify", "false", Rule.FLAG, Trait.ENTRY),
    EMAIL_LOGIN_NOTIFICATION_ENABLED("emailLoginNotificationEnabled", "false", Rule.FLAG),
    EMAIL_ONE_TIME_ACCESS_AS_UNAUTHENTICATED_ENABLED(
            "emailOneTimeAccessAsUnauthenticatedEnabled", "false", Rule.FLAG, Trait.PUBLIC, Trait.ENTRY),
    EMAIL_ONE_TIME_ACCESS_AS_ADMIN_ENABLED(
            "emailOneTimeAccessAsAdminEnabled", "false", Rule.FLAG, Trait.PUBLIC, Trait.ENTRY),
    EMAIL_API_KEY_EXPIRATION_ENABLED("emailApiKeyExpirationEnabled", "false", Rule.FLAG),
    EMAIL_VERIFICATION_ENABLED("emailVerificationEnabled", "false", Rule.FLAG, Trait.PUBLIC),
    LDAP_ENABLED("ldapEnabled", "false", Rule.FLAG, Trait.PUBLIC, Trait.LATER),
    LDAP_URL("ldapUrl", "", Rule.TEXT, Trait.LATER),
    LDAP_BIND_DN("ldapBindDn", "", Rule.TEXT, Trait.LATER),
    LDAP_BIND_PASSWORD("ldapBindPassword", "", Rule.TEXT, Trait.SECRET, Trait.LATER),
    LDAP_BASE("ldapBase", "", Rule.TEXT, Trait.LATER),
    LDAP_USER_SEARCH_FILTER("ldapUserSearchFilter", "(objectClass=person)", Rule.TEXT, Trait.LATER),
    LDAP_USER_GROUP_SEARCH_FILTER("ldapUserGroupSearchFilter", "(objectClass=groupOfNames)", Rule.TEXT, Trait.LATER),
    LDAP_SKIP_CERT_VERIFY("ldapSkipCertVerify", "false", Rule.FLAG, Trait.LATER),
    LDAP_ATTRIBUTE_USER_UNIQUE_IDENTIFIER("ldapAttributeUserUniqueIdentifier", "", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_USER_USERNAME("ldapAttributeUserUsername", "", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_USER_EMAIL("ldapAttributeUserEmail", "", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_USER_FIRST_NAME("ldapAttributeUserFirstName", "", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_USER_LAST_NAME("ldapAttributeUserLastName", "", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_USER_DISPLAY_NAME("ldapAttributeUserDisplayName", "cn", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_USER_PROFILE_PICTURE("ldapAttributeUserProfilePicture", "", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_GROUP_MEMBER("ldapAttributeGroupMember", "member", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_GROUP_UNIQUE_IDENTIFIER("ldapAttributeGroupUniqueIdentifier", "", Rule.TEXT, Trait.LATER),
    LDAP_ATTRIBUTE_GROUP_NAME("ldapAttributeGroupName", "", Rule.TEXT, Trait.LATER),
    LDAP_ADMIN_GROUP_NAME("ldapAdminGroupName", "", Rule.TEXT, Trait.LATER),
    LDAP_SOFT_DELETE_USERS("ldapSoftDeleteUsers", "true", Rule.FLAG, Trait.LATER),
    WEBAUTHN_USER_VERIFICATION(
            "webauthnUserVerification", "required", Rule.oneOf("required", "preferred"), Trait.LATER),
    WEBAUTHN_ALLOW_SYNCED_PASSKEYS("webauthnAllowSyncedPasskeys", "true", Rule.FLAG),
    WEBAUTHN_AUTHENTICATOR_ATTACHMENT(
            "webauthnAuthenticatorAttachment", "any", Rule.oneOf("any", "platform", "cross-platform")),
    CIMD_URL_ALLOWLIST("cimdUrlAllowlist", "[]", Rule.PATTERNS, Trait.LATER),
    FOOTER_LINKS("footerLinks", "[]", Rule.LINKS, Trait.ADDED);

    private static final Map<String, SettingKey> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SettingKey::text, key -> key));

    /// The order in which complaints about them are listed.
    static final List<SettingKey> AS_CHECKED = Stream.concat(
                    Stream.of(
                            APP_NAME,
                            SESSION_DURATION,
                            HOME_PAGE_URL,
                            EMAILS_VERIFIED,
                            DISABLE_ANIMATIONS,
                            ALLOW_OWN_ACCOUNT_EDIT,
                            ALLOW_USER_SIGNUPS,
                            SIGNUP_DEFAULT_USER_GROUP_IDS,
                            SIGNUP_DEFAULT_CUSTOM_CLAIMS,
                            REQUIRE_USER_EMAIL,
                            SMTP_FROM,
                            SMTP_TLS,
                            SMTP_SKIP_CERT_VERIFY,
                            LDAP_ENABLED,
                            LDAP_SKIP_CERT_VERIFY,
                            LDAP_SOFT_DELETE_USERS,
                            WEBAUTHN_USER_VERIFICATION,
                            WEBAUTHN_ALLOW_SYNCED_PASSKEYS,
                            WEBAUTHN_AUTHENTICATOR_ATTACHMENT,
                            EMAIL_ONE_TIME_ACCESS_AS_ADMIN_ENABLED,
                            EMAIL_ONE_TIME_ACCESS_AS_UNAUTHENTICATED_ENABLED,
                            EMAIL_LOGIN_NOTIFICATION_ENABLED,
                            EMAIL_API_KEY_EXPIRATION_ENABLED,
                            EMAIL_VERIFICATION_ENABLED,
                            CIMD_URL_ALLOWLIST),
                    Arrays.stream(values()))
            .distinct()
            .toList();

    private final String text;
    private final String otherwise;

    @SuppressWarnings("ImmutableEnumChecker") // a rule is a function without state
    private final Rule rule;

    private final boolean isPublic;
    private final boolean secret;
    private final boolean works;
    private final boolean entry;
    private final boolean added;

    private enum Trait {
        /// Anybody may read it.
        PUBLIC,
        /// It is stored sealed, and never comes back.
        SECRET,
        /// Pocket ID has no such setting, so programs written for it do not send it: a change without it leaves it
        /// as it is.
        ADDED,
        /// What it would change does not exist yet, so only the default is taken.
        LATER,
        /// It decides who gets in, what they are to apps from then on, or where the mails with login codes go.
        ENTRY
    }

    SettingKey(String text, String otherwise, Rule rule, Trait... traits) {
        this.text = text;
        this.otherwise = otherwise;
        this.rule = rule;
        var all = List.of(traits);
        this.isPublic = all.contains(Trait.PUBLIC);
        this.secret = all.contains(Trait.SECRET);
        this.works = !all.contains(Trait.LATER);
        this.entry = all.contains(Trait.ENTRY);
        this.added = all.contains(Trait.ADDED);
    }

    /// The key as the REST API and the database have it.
    public String text() {
        return text;
    }

    /// The environment variable that decides it under `UI_CONFIG_DISABLED`.
    public String variable() {
        return name();
    }

    /// Its default.
    public String otherwise() {
        return otherwise;
    }

    public boolean secret() {
        return secret;
    }

    /// Whether it can be changed: what it decides exists.
    public boolean works() {
        return works;
    }

    /// Whether who changes it could let themselves in, so that a credential with limits must not.
    boolean decidesEntry() {
        return entry;
    }

    /// Whether a change that does not name it leaves it as it is.
    boolean added() {
        return added;
    }

    boolean isPublic() {
        return isPublic;
    }

    Rule rule() {
        return rule;
    }

    static java.util.Optional<SettingKey> of(String text) {
        return java.util.Optional.ofNullable(BY_NAME.get(text));
    }
}
