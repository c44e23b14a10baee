package dev.consent.jpa.hibernate;

import dev.consent.jpa.sql.Overheard;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/** Fills in the markers of every statement, after the application's own inspector had its say. */
final class GuardingInspector implements StatementInspector {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // inspectors are serializable by contract and serialized by nobody
    private final ConsentEngine engine;

    private final @Nullable StatementInspector application;

    GuardingInspector(ConsentEngine engine, @Nullable Object setting) {
        this.engine = engine;
        this.application = resolve(setting);
    }

    @Override
    public String inspect(String sql) {
        Overheard.note(sql);
        // Before the application's inspector, which may end the statement with a comment that would swallow the test.
        String tested = TestedUpdate.in(sql);
        String inspected = application == null ? tested : application.inspect(tested);
        if (inspected != null && !inspected.contains(tested)) {
            TestedUpdate.rewritten();
        }
        return engine.rewrite(inspected == null ? tested : inspected);
    }

    private static @Nullable StatementInspector resolve(@Nullable Object setting) {
        if (setting == null || setting instanceof StatementInspector) {
            return (StatementInspector) setting;
        }
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Class<?> type = setting instanceof Class<?> given ? given : Class.forName(setting.toString(), true, loader);
            return (StatementInspector) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException unusable) {
            throw new IllegalArgumentException("the statement inspector " + setting + " cannot be created", unusable);
        }
    }
}
