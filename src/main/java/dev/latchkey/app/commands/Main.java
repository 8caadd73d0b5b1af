package dev.latchkey.app.commands;

import picocli.CommandLine;

/// Where the process starts: without a subcommand it serves.
@CommandLine.Command(
        name = "latchkey",
        description = "Passkey-only single sign-on. Without a command it runs the server.",
        mixinStandardHelpOptions = true,
        subcommands = {Healthcheck.class, KeyRotate.class, OneTimeAccessToken.class, Version.class})
public final class Main implements Runnable {
    private Main() {}

    public static void main(String[] args) {
        // The server's start does not pay for a command line that is not there.
        int exit = args.length == 0 ? Serve.run(System.getenv()) : new CommandLine(new Main()).execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /// Only options, no command: serve.
    @Override
    public void run() {
        int exit = Serve.run(System.getenv());
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
