package dev.latchkey.testkit;

import dev.latchkey.platform.db.Dialect;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// What stands behind [OnBothDatabases].
final class BothDatabases implements ClassTemplateInvocationContextProvider {
    private static final List<String> CHOSEN = List.of(
            System.getProperty("latchkey.databases", "sqlite,postgresql").split(","));

    private static boolean chosen(Dialect engine) {
        return CHOSEN.contains(engine.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        var how = context.getRequiredTestClass().getAnnotation(OnBothDatabases.class);
        var settings = settings(how);
        return Arrays.stream(Dialect.values())
                .filter(BothDatabases::chosen)
                .map(engine -> new Run(engine, settings, how.fresh()));
    }

    private static Map<String, String> settings(OnBothDatabases how) {
        var settings = new HashMap<String, String>();
        for (var setting : how.settings()) {
            var parts = setting.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        return settings;
    }

    private record Run(Dialect engine, Map<String, String> settings, boolean fresh)
            implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return engine.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Servers(engine, settings, fresh));
        }
    }

    /// The servers of one class on one engine. When they are done, what they logged is searched for secrets.
    private static final class Servers implements ParameterResolver, AfterEachCallback, AfterAllCallback {
        private final Dialect engine;
        private final Map<String, String> settings;
        private final boolean fresh;
        private @Nullable RunningServer server;
        private @Nullable TestIdp idp;
        private int tests;

        Servers(Dialect engine, Map<String, String> settings, boolean fresh) {
            this.engine = engine;
            this.settings = settings;
            this.fresh = fresh;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestIdp.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            var running = server;
            if (running == null) {
                running = RunningServer.start(engine, settings);
                server = running;
            }
            if (idp == null) {
                idp = new TestIdp(running, ++tests);
            }
            return idp;
        }

        @Override
        public void afterEach(ExtensionContext context) {
            idp = null;
            if (fresh) {
                close();
            }
        }

        @Override
        public void afterAll(ExtensionContext context) {
            close();
        }

        private void close() {
            var running = server;
            server = null;
            if (running != null) {
                running.close();
            }
        }
    }
}
