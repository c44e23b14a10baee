package dev.consent.jpa.doors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.Enhancer;
import org.hibernate.bytecode.internal.BytecodeProviderInitiator;

/** Loads a class as Hibernate's build plugin would have enhanced it, before anybody has loaded it as it was compiled. */
final class EnhancedClasses {

    private EnhancedClasses() {}

    /**
     * Defines the class for the whole JVM.
     *
     * @param neighbour a class of the same package
     * @param name the simple name of the class, which must not be loaded yet
     */
    static Class<?> define(Class<?> neighbour, String name) {
        Enhancer enhancer = BytecodeProviderInitiator.buildDefaultBytecodeProvider()
                .getEnhancer(new DefaultEnhancementContext() {
                    @Override
                    public ClassLoader getLoadingClassLoader() {
                        return neighbour.getClassLoader();
                    }
                });
        String whole = neighbour.getPackageName() + "." + name;
        try (InputStream original = neighbour.getResourceAsStream(name + ".class")) {
            byte[] changed = enhancer.enhance(whole, original.readAllBytes());
            return MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
                    .defineClass(changed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
