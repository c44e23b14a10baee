package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.doors.Chapter.Kind;
import dev.consent.jpa.doors.Chapter.Place;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Notes what every door did on every ground, and turns the result of doors that are known to leak around. */
final class Recorder implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Chapter chapter = (Chapter) context.getRequiredTestInstance();
        Door door = method.getExecutable().getAnnotation(Door.class);
        Leaks leak = method.getExecutable().getAnnotation(Leaks.class);
        Page page = ofClass(context)
                .getStore(Namespace.create(Recorder.class))
                .computeIfAbsent(Page.class, key -> new Page(chapter.getClass()), Page.class);
        if (leak == null) {
            invocation.proceed();
            checkPromise(door, chapter);
            page.add(method.getExecutable(), chapter.ground, chapter.places);
            return;
        }
        try {
            invocation.proceed();
        } catch (AssertionError leaked) {
            page.addLeak(method.getExecutable(), chapter.ground);
            return;
        }
        throw new AssertionError("This door closes now: remove @Leaks(\"" + leak.value() + "\")");
    }

    /** What lasts as long as the chapter, on all grounds. */
    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext parent = context.getParent().orElseThrow();
        return parent == context.getRoot() ? context : ofClass(parent);
    }

    /** What the page says of rows and fields must have been tried. */
    private static void checkPromise(Door door, Chapter chapter) {
        assertThat(chapter.places).as("where this door was tried").isNotEmpty();
        assertThat(!door.sessionOnly().isEmpty())
                .as("a door that is tried in sessions only says why")
                .isEqualTo(chapter.places.equals(Set.of(Place.SESSION)));
        if (!chapter.kinds.isEmpty()) {
            assertThat(chapter.kinds.contains(Kind.ROW)).isEqualTo(!door.row().isEmpty());
            assertThat(chapter.kinds.contains(Kind.FIELD))
                    .isEqualTo(!door.field().isEmpty());
        }
    }
}
