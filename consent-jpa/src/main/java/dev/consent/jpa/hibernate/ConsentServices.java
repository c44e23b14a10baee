package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.jpa.ConsentSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategyProvider;
import org.hibernate.service.spi.ServiceContributor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the engine into Hibernate's registry and its inspector before the application's own. */
public final class ConsentServices implements ServiceContributor {

    private static final Logger LOG = LoggerFactory.getLogger(ConsentServices.class);

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        Map<String, Object> settings = builder.getSettings();
        Clock clock = settings.get(ConsentSettings.CLOCK) instanceof Clock given ? given : Clock.systemDefaultZone();
        Object ignored = settings.get(AvailableSettings.NATIVE_IGNORE_JDBC_PARAMETERS);
        NativeQueries natives = new NativeQueries(ignored != null && Boolean.parseBoolean(ignored.toString()));
        ConsentEngine engine = new ConsentEngine(
                clock,
                account(settings.get(ConsentSettings.ACTOR)),
                natives,
                staleness(settings.get(ConsentSettings.GATE_STALENESS)));
        builder.addService(ConsentEngine.class, engine);
        builder.addInitiator(new SilentEnvironment());
        builder.addInitiator(new SilentCommits());
        builder.addInitiator(new CheckedHints());
        builder.addInitiator(new MayLeadNowhere());
        builder.addInitiator(new StampedAccess());
        builder.addService(NativeQueryInterpreter.class, natives);
        builder.addService(SqmMultiTableMutationStrategyProvider.class, new CheckedBulkStrategies());
        builder.applySetting(
                AvailableSettings.STATEMENT_INSPECTOR,
                new GuardingInspector(engine, settings.get(AvailableSettings.STATEMENT_INSPECTOR)));
        Object translator = settings.get(AvailableSettings.SEMANTIC_QUERY_TRANSLATOR);
        if (translator != null && !translator.equals(GuardedTranslators.class.getName())) {
            throw new ConsentException("The setting " + AvailableSettings.SEMANTIC_QUERY_TRANSLATOR
                    + " names a translator of queries that would lose guards. Remove it.");
        }
        builder.applySetting(AvailableSettings.SEMANTIC_QUERY_TRANSLATOR, GuardedTranslators.class.getName());
        // A cached result is not asked again whether it may be seen.
        Object wanted = builder.getSettings().get(AvailableSettings.USE_QUERY_CACHE);
        if (wanted != null && Boolean.parseBoolean(wanted.toString())) {
            LOG.warn("Switched off {}: a cached result would outlive a withdrawal", AvailableSettings.USE_QUERY_CACHE);
        }
        builder.applySetting(AvailableSettings.USE_QUERY_CACHE, false);
    }

    private static Duration staleness(@Nullable Object setting) {
        try {
            Duration staleness = setting instanceof Duration given
                    ? given
                    : setting == null ? ConsentSettings.DEFAULT_GATE_STALENESS : Duration.parse(setting.toString());
            if (!staleness.isNegative()) {
                return staleness;
            }
        } catch (DateTimeParseException malformed) {
            // said below
        }
        throw new ConsentException("The setting " + ConsentSettings.GATE_STALENESS
                + " must be an ISO 8601 duration such as PT1S, and not negative.");
    }

    private static Supplier<String> account(Object setting) {
        return setting instanceof Supplier<?> supplier ? () -> String.valueOf(supplier.get()) : () -> "system";
    }
}
