package dev.consent.spring.border;

import dev.consent.SubjectId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class OfficeByPost implements Office {

    @Override
    public String print(String title, @Nullable Long member) {
        return title;
    }

    @Override
    @Transactional
    public String decideAndPrint(SubjectId member) {
        return "printed in a transaction: " + TransactionSynchronizationManager.isActualTransactionActive();
    }

    @Override
    @Async
    public CompletableFuture<String> send(SubjectId member) {
        return CompletableFuture.completedFuture(Thread.currentThread().getName());
    }
}
