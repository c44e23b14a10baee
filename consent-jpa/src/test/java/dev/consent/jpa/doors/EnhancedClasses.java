package dev.consent.jpa.doors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.Enhancer;
import org.hibernate.bytecode.internal.BytecodeProviderInitiator;

/** Loads one class as Hibernate's build plugin would have enhanced it, and everything else as it is. */
final class EnhancedClasses extends ClassLoader {

    private final String enhanced;
    private final Enhancer enhancer = BytecodeProviderInitiator.buildDefaultBytecodeProvider()
            .getEnhancer(new DefaultEnhancementContext() {
                @Override
                public ClassLoader getLoadingClassLoader() {
                    return EnhancedClasses.this;
                }
            });

    EnhancedClasses(Class<?> enhanced) {
        super(enhanced.getClassLoader());
        this.enhanced = enhanced.getName();
    }

    /** The enhanced class. */
    Class<?> enhanced() {
        try {
            return loadClass(enhanced);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(enhanced)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) {
        String file = name.replace('.', '/') + ".class";
        try (InputStream original = getParent().getResourceAsStream(file)) {
            byte[] changed = enhancer.enhance(name, original.readAllBytes());
            return defineClass(name, changed, 0, changed.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
