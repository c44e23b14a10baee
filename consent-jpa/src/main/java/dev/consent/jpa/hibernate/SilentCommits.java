package dev.consent.jpa.hibernate;

import java.sql.SQLException;
import java.util.Map;
import org.hibernate.TransactionException;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.resource.jdbc.spi.JdbcSessionOwner;
import org.hibernate.resource.transaction.backend.jdbc.internal.JdbcResourceLocalTransactionCoordinatorBuilderImpl;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransaction;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransactionAccess;
import org.hibernate.resource.transaction.internal.TransactionCoordinatorBuilderInitiator;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorOwner;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/**
 * Commits that name no values when the database refuses them, as it does when a constraint is checked last. Hibernate
 * hands on what the driver says there without asking anybody. Under JTA it is the transaction manager that commits.
 */
final class SilentCommits implements StandardServiceInitiator<TransactionCoordinatorBuilder> {

    @Override
    public Class<TransactionCoordinatorBuilder> getServiceInitiated() {
        return TransactionCoordinatorBuilder.class;
    }

    @Override
    public TransactionCoordinatorBuilder initiateService(
            Map<String, Object> settings, ServiceRegistryImplementor registry) {
        TransactionCoordinatorBuilder own =
                TransactionCoordinatorBuilderInitiator.INSTANCE.initiateService(settings, registry);
        return own.getClass() == JdbcResourceLocalTransactionCoordinatorBuilderImpl.class ? new Local() : own;
    }

    /** Hibernate's own way for transactions of one connection, with a word put in between. */
    private static final class Local extends JdbcResourceLocalTransactionCoordinatorBuilderImpl {

        private static final long serialVersionUID = 1L;

        @Override
        public TransactionCoordinator buildTransactionCoordinator(TransactionCoordinatorOwner owner, Options options) {
            return super.buildTransactionCoordinator(
                    owner instanceof JdbcResourceTransactionAccess access ? new SilentOwner(owner, access) : owner,
                    options);
        }
    }

    private record SilentOwner(TransactionCoordinatorOwner owner, JdbcResourceTransactionAccess access)
            implements TransactionCoordinatorOwner, JdbcResourceTransactionAccess {

        @Override
        public JdbcResourceTransaction getResourceLocalTransaction() {
            return new Silent(access.getResourceLocalTransaction());
        }

        @Override
        public boolean isActive() {
            return owner.isActive();
        }

        @Override
        public void startTransactionBoundary() {
            owner.startTransactionBoundary();
        }

        @Override
        public void afterTransactionBegin() {
            owner.afterTransactionBegin();
        }

        @Override
        public void beforeTransactionCompletion() {
            owner.beforeTransactionCompletion();
        }

        @Override
        public void afterTransactionCompletion(boolean successful, boolean delayed) {
            owner.afterTransactionCompletion(successful, delayed);
        }

        @Override
        public JdbcSessionOwner getJdbcSessionOwner() {
            return owner.getJdbcSessionOwner();
        }

        @Override
        public void setTransactionTimeOut(int seconds) {
            owner.setTransactionTimeOut(seconds);
        }

        @Override
        public void flushBeforeTransactionCompletion() {
            owner.flushBeforeTransactionCompletion();
        }
    }

    private record Silent(JdbcResourceTransaction transaction) implements JdbcResourceTransaction {

        @Override
        public void begin() {
            transaction.begin();
        }

        @Override
        public void commit() {
            try {
                transaction.commit();
            } catch (TransactionException refused) {
                if (refused.getCause() instanceof SQLException failure) {
                    throw new TransactionException(refused.getMessage(), Redaction.of(failure));
                }
                throw refused;
            }
        }

        @Override
        public void rollback() {
            transaction.rollback();
        }

        @Override
        public TransactionStatus getStatus() {
            return transaction.getStatus();
        }

        @Override
        public void markRollbackOnly() {
            transaction.markRollbackOnly();
        }
    }
}
