package dev.latchkey.app.commands;

import dev.latchkey.app.Release;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `latchkey version`.
@Command(name = "version", description = "Print the version")
final class Version implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.println("latchkey " + Release.version());
        return 0;
    }
}
