package dev.latchkey.app.commands;

import dev.latchkey.app.App;
import dev.latchkey.app.Config;
import dev.latchkey.app.DotEnv;
import dev.latchkey.app.Environment;
import dev.latchkey.app.Installation;
import dev.latchkey.platform.http.HttpServer;
import dev.latchkey.platform.logs.LogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the server until it is told to stop.
final class Serve {
    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

    private Serve() {}

    /// @return 0 once it listens, 1 if it cannot; why is on standard error
    static int run(Map<String, String> environment) {
        HttpServer.prepare();
        try {
            var read = Environment.read(DotEnv.around(environment, Path.of("")));
            var config = read.config();
            LogSettings.apply(config.logLevel(), config.logJson(), false, config.logQueryArgs());
            read.warnings().forEach(warning -> LOG.warn("configuration {}", warning));
            var installation = Installation.openForServer(config);
            var app = new App(config, installation);
            app.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                LOG.info("stopping");
                app.close();
                LOG.info("stopped");
            }));
            long started = Uptime.millis();
            var cache = AotCache.now();
            LOG.info(
                    "listening address=http://{}:{} url={} ms={} aot_cache={}",
                    config.host(),
                    app.port(),
                    config.appUrl(),
                    started,
                    cache);
            LOG.info("open {}{}", config.appUrl(), app.awaitsSetUp() ? "/setup" : "");
            if (cache == AotCache.REJECTED) {
                LOG.warn("aot_cache_rejected note=\"starting takes twice the time: the files were copied without their"
                        + " times, or changed; copy them with cp -a or tar, or package again\"");
            }
            return 0;
        } catch (Config.Mistakes e) {
            System.err.println("Latchkey cannot start. "
                    + (e.all().size() == 1 ? "One setting needs" : e.all().size() + " settings need") + " attention:");
            e.all().forEach(mistake -> System.err.println("  - " + mistake));
            if (!e.hints().isEmpty()) {
                System.err.println("And this may be part of it:");
                e.hints().forEach(hint -> System.err.println("  - " + hint));
            }
            return 1;
        } catch (Installation.Refused e) {
            System.err.println("Latchkey cannot start. " + e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("Latchkey cannot start: " + e.getMessage());
            return 1;
        }
    }
}
