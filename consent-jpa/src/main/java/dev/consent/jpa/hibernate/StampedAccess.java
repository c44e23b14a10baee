package dev.consent.jpa.hibernate;

import dev.consent.jpa.mapping.Stamp;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.bytecode.internal.BytecodeProviderInitiator;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.bytecode.spi.ReflectionOptimizer;
import org.hibernate.bytecode.spi.ReflectionOptimizer.AccessOptimizer;
import org.hibernate.bytecode.spi.ReflectionOptimizer.InstantiationOptimizer;
import org.hibernate.property.access.spi.PropertyAccess;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Lets Hibernate generate accessors for stamped entities. It generates none for an entity with an attribute that is no
 * field, as the stamp is; so the accessors are generated without it, and its place is kept for it.
 */
final class StampedAccess implements StandardServiceInitiator<BytecodeProvider> {

    @Override
    public Class<BytecodeProvider> getServiceInitiated() {
        return BytecodeProvider.class;
    }

    @Override
    public BytecodeProvider initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        BytecodeProvider own = BytecodeProviderInitiator.INSTANCE.initiateService(settings, registry);
        // A proxy, because the interface has methods that are to be removed.
        return (BytecodeProvider) Proxy.newProxyInstance(
                BytecodeProvider.class.getClassLoader(),
                new Class<?>[] {BytecodeProvider.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getReflectionOptimizer") && arguments[1] instanceof Map<?, ?> accesses
                                ? optimizer(own, (Class<?>) arguments[0], accesses)
                                : invoke(own, method, arguments));
    }

    private static @Nullable ReflectionOptimizer optimizer(BytecodeProvider own, Class<?> entity, Map<?, ?> accesses) {
        Map<String, PropertyAccess> others = new LinkedHashMap<>();
        accesses.forEach((name, access) -> others.put((String) name, (PropertyAccess) access));
        int place = List.copyOf(others.keySet()).indexOf(Stamp.ATTRIBUTE);
        others.remove(Stamp.ATTRIBUTE);
        ReflectionOptimizer generated = own.getReflectionOptimizer(entity, others);
        return place < 0 || generated == null ? generated : new WithPlace(generated, place);
    }

    private static Object invoke(BytecodeProvider own, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(own, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }

    /** Generated accessors, with a place for the stamp among the values. */
    private static final class WithPlace implements ReflectionOptimizer, AccessOptimizer {

        private final ReflectionOptimizer generated;
        private final AccessOptimizer others;
        private final int place;
        private final String[] names;

        WithPlace(ReflectionOptimizer generated, int place) {
            this.generated = generated;
            this.others = generated.getAccessOptimizer();
            this.place = place;
            String[] known = others.getPropertyNames();
            this.names = new String[known.length + 1];
            copy(known, names);
            names[place] = Stamp.ATTRIBUTE;
        }

        @Override
        public InstantiationOptimizer getInstantiationOptimizer() {
            return generated.getInstantiationOptimizer();
        }

        @Override
        public AccessOptimizer getAccessOptimizer() {
            return this;
        }

        @Override
        public String[] getPropertyNames() {
            return names;
        }

        @Override
        public Object[] getPropertyValues(Object entity) {
            Object[] known = others.getPropertyValues(entity);
            Object[] values = new Object[known.length + 1];
            copy(known, values);
            return values;
        }

        @Override
        public void setPropertyValues(Object entity, Object[] values) {
            if (place == values.length - 1) {
                others.setPropertyValues(entity, values); // it reads those it knows, which come first
                return;
            }
            Object[] known = new Object[values.length - 1];
            System.arraycopy(values, 0, known, 0, place);
            System.arraycopy(values, place + 1, known, place, known.length - place);
            others.setPropertyValues(entity, known);
        }

        private void copy(Object[] known, Object[] all) {
            System.arraycopy(known, 0, all, 0, place);
            System.arraycopy(known, place, all, place + 1, known.length - place);
        }
    }
}
