package dev.latchkey.app;

import static java.util.stream.Collectors.joining;

import dev.latchkey.audit.places.PlaceSettings;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.files.FileSettings;
import dev.latchkey.platform.http.TrustedProxies;
import dev.latchkey.platform.net.Cidr;
import dev.latchkey.settings.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;

/// Everything that is read from the environment, checked. `docs/configuration.md` has a row for each variable.
///
/// @param appUrl the issuer and the base of every link: scheme, host and port, no path
/// @param internalAppUrl the base of the endpoints that servers call
/// @param database a SQLite file, or `postgres://…`
/// @param files where uploaded files are kept
/// @param places where the places of addresses come from
/// @param encryptionKey the master secret as configured; without it a key file beside the SQLite file is used
/// @param staticApiKey an API key with all rights, beside those that people make
/// @param auditRetention how long audit entries are kept
/// @param internalRanges networks of one's own, besides those that everybody knows to be nobody's
/// @param logQueryArgs whether statements are written down at `debug`, with types and lengths of what is bound
/// @param rpId WebAuthn's relying party id; the host of `appUrl` unless configured
/// @param relatedOrigins other origins that passkeys may be used from
/// @param ownAuthorities files and directories of certificates that count besides those that everybody trusts
/// @param allowInsecureCallbackUrls whether `http` callbacks other than loopback are allowed
/// @param sessionIdle how long a browser session lives unused; never ends for that reason if empty
/// @param settings what the environment decides of the settings, if it decides all of them
public record Config(
        URI appUrl,
        URI internalAppUrl,
        String host,
        int port,
        String database,
        FileSettings files,
        PlaceSettings places,
        Optional<byte[]> encryptionKey,
        Optional<Secret> staticApiKey,
        Duration auditRetention,
        TrustedProxies proxies,
        List<Cidr> internalRanges,
        List<Path> ownAuthorities,
        boolean allowInsecureCallbackUrls,
        boolean rateLimits,
        Level logLevel,
        boolean logJson,
        boolean logQueryArgs,
        String rpId,
        List<String> relatedOrigins,
        Optional<Duration> sessionIdle,
        Optional<SettingValues> settings) {

    /// Where the key file and, by default, the database are.
    public Path dataDirectory() {
        return Path.of("data");
    }

    public boolean https() {
        return appUrl.getScheme().equals("https");
    }

    /// The environment cannot be used.
    public static final class Mistakes extends Exception {
        private static final long serialVersionUID = 1;

        private final transient List<String> mistakes;
        private final transient List<String> hints;

        Mistakes(List<String> mistakes, List<String> hints) {
            super(
                    String.join("\n", mistakes)
                            + hints.stream().map("\nNote: "::concat).collect(joining()),
                    null,
                    false,
                    false);
            this.mistakes = List.copyOf(mistakes);
            this.hints = List.copyOf(hints);
        }

        /// One sentence each: the variable, what is wrong with it, how to mend it.
        public List<String> all() {
            return mistakes;
        }

        /// What would work and is probably not as meant: a misspelt variable may be why another one is missing.
        public List<String> hints() {
            return hints;
        }
    }
}
