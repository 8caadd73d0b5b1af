package dev.latchkey.app.commands;

import dev.latchkey.app.Config;
import dev.latchkey.app.DotEnv;
import dev.latchkey.app.Environment;
import dev.latchkey.app.Installation;
import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.places.Places;
import dev.latchkey.oidc.keys.KeyRotation;
import dev.latchkey.oidc.keys.SigningAlgorithm;
import dev.latchkey.platform.logs.LogSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `latchkey key-rotate`: adds a signing key that takes over once everybody knows it. Nothing that was signed before
/// stops being valid, and the server may go on running.
@Command(name = "key-rotate", description = "Add a new signing key, which follows the present one")
final class KeyRotate implements Callable<Integer> {
    @Option(
            names = {"-a", "--alg"},
            description = "RS256, RS384, RS512, ES256, ES384, ES512 or EdDSA; RS256 unless given",
            defaultValue = "RS256")
    private String alg = "RS256";

    @Option(
            names = {"-c", "--crv"},
            description = "The curve of an EdDSA key: Ed25519")
    private @Nullable String crv;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask")
    private boolean yes;

    @Override
    public Integer call() {
        try {
            var algorithm = algorithm();
            if (!yes && !confirmed(algorithm)) {
                System.out.println("Aborted");
                return 1;
            }
            rotate(algorithm);
            return 0;
        } catch (Config.Mistakes | Installation.Refused | Mistaken | IOException e) {
            System.err.println("Error: " + e.getMessage());
            return 1;
        }
    }

    /// What was typed cannot be done.
    private static final class Mistaken extends Exception {
        private static final long serialVersionUID = 1;

        Mistaken(String message) {
            super(message, null, false, false);
        }
    }

    private SigningAlgorithm algorithm() throws Mistaken {
        var algorithm = SigningAlgorithm.parse(alg)
                .orElseThrow(() ->
                        new Mistaken("--alg is " + alg + "; write RS256, RS384, RS512, ES256, ES384, ES512 or EdDSA"));
        boolean edwards = algorithm == SigningAlgorithm.EDDSA;
        if (edwards && !"ed25519".equals(crv == null ? null : crv.toLowerCase(Locale.ROOT))) {
            throw new Mistaken("EdDSA needs --crv Ed25519");
        }
        if (!edwards && crv != null) {
            throw new Mistaken("--crv is for EdDSA only");
        }
        return algorithm;
    }

    private static boolean confirmed(SigningAlgorithm algorithm) throws IOException, Mistaken {
        System.out.println("A new " + algorithm.joseName() + " key will be published now, and will sign in "
                + KeyRotation.PUBLISHED_BEFORE.toMinutes() + " minutes.");
        warning(algorithm);
        System.out.print("Continue? [y/N]: ");
        System.out.flush();
        // Standard input is the terminal's, and stays open.
        var input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        var answer = input.readLine();
        if (answer == null) {
            throw new Mistaken("nobody answered; add --yes");
        }
        return answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes");
    }

    private static void warning(SigningAlgorithm algorithm) {
        switch (algorithm) {
            case EDDSA ->
                System.err.println(
                        "Warning: NetBird, openZro, Linkding and others cannot verify EdDSA; people could no "
                                + "longer sign in to them. RS256 works everywhere.");
            case RS384, RS512, ES256, ES384, ES512 ->
                System.err.println(
                        "Warning: apps that expect RS256, as Linkding does unless it is told otherwise, will "
                                + "refuse tokens signed with " + algorithm.joseName() + ".");
            case RS256 -> {}
        }
    }

    private void rotate(SigningAlgorithm algorithm) throws Config.Mistakes, Installation.Refused, IOException {
        var config =
                Environment.read(DotEnv.around(System.getenv(), Path.of(""))).config();
        LogSettings.apply(config.logLevel(), config.logJson(), true, config.logQueryArgs());
        var installation = Installation.open(config);
        try (var db = installation.db()) {
            if (yes) {
                warning(algorithm);
            }
            var audit = new Audit(installation.random(), Places.withoutDatabase());
            var added = new KeyRotation(db, installation.serverKey(), installation.random())
                    .add(
                            algorithm,
                            (tx, key) -> audit.record(
                                    tx,
                                    AuditEntry.local("SIGNING_KEY_ADDED")
                                            .data("kid", key.kid())
                                            .data("alg", key.algorithm().joseName())));
            System.out.println("Key rotated successfully");
            System.out.println("Key " + added.kid() + " (" + algorithm.joseName() + ") signs from " + added.signsFrom()
                    + ". A running server needs no restart; the present key stays published until its last token has "
                    + "expired.");
        }
    }
}
