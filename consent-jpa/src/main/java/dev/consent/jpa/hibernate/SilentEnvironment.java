package dev.consent.jpa.hibernate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.engine.jdbc.env.internal.JdbcEnvironmentInitiator;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Hibernate's view of the database, with failures that name no values. */
final class SilentEnvironment implements StandardServiceInitiator<JdbcEnvironment> {

    @Override
    public Class<JdbcEnvironment> getServiceInitiated() {
        return JdbcEnvironment.class;
    }

    @Override
    public JdbcEnvironment initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        JdbcEnvironment own = JdbcEnvironmentInitiator.INSTANCE.initiateService(settings, registry);
        SilentExceptions silent = new SilentExceptions(own.getSqlExceptionHelper());
        // A proxy, because the interface grows from one release of Hibernate to the next.
        return (JdbcEnvironment) Proxy.newProxyInstance(
                JdbcEnvironment.class.getClassLoader(),
                new Class<?>[] {JdbcEnvironment.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getSqlExceptionHelper") ? silent : invoke(own, method, arguments));
    }

    private static Object invoke(JdbcEnvironment own, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(own, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }
}
