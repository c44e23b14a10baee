package dev.consent.spring;

import dev.consent.gate.ConsentGate;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Puts the question before every method with {@link RequiresConsent}, innermost, so that it is asked in the transaction
 * and on the thread of the method. Checks each of them when its bean is made.
 */
final class RequiresConsentPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    private static final long serialVersionUID = 1L;

    RequiresConsentPostProcessor(Supplier<ConsentGate> strict, Supplier<ConsentGate> cached) {
        setProxyTargetClass(true);
        this.advisor = new DefaultPointcutAdvisor(
                new AnnotationMatchingPointcut(null, RequiresConsent.class, true), new Question(strict, cached));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Class<?> type = AopUtils.getTargetClass(bean);
        if (AnnotationUtils.isCandidateClass(type, RequiresConsent.class)) {
            MethodIntrospector.selectMethods(
                    type, (MethodIntrospector.MetadataLookup<RequiredConsent>) RequiredConsent::of);
        }
        return super.postProcessAfterInitialization(bean, beanName);
    }

    private record Question(
            Supplier<ConsentGate> strict, Supplier<ConsentGate> cached, Map<Method, Optional<RequiredConsent>> known)
            implements MethodInterceptor {

        Question(Supplier<ConsentGate> strict, Supplier<ConsentGate> cached) {
            this(strict, cached, new ConcurrentHashMap<>());
        }

        @Override
        public @Nullable Object invoke(MethodInvocation call) throws Throwable {
            Class<?> type = Objects.requireNonNull(call.getThis()).getClass();
            Method method = AopUtils.getMostSpecificMethod(call.getMethod(), AopUtils.getTargetClass(type));
            known.computeIfAbsent(method, asked -> Optional.ofNullable(RequiredConsent.of(asked)))
                    .ifPresent(required -> (required.cached() ? cached : strict)
                            .get()
                            .require(required.subject(call.getArguments()), required.purpose()));
            return call.proceed();
        }
    }
}
