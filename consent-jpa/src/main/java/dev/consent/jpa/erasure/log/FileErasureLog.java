package dev.consent.jpa.erasure.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An erasure log in files of a directory, one JSON object a line. Each node appends to files of its own, which it holds
 * locked; a new one begins each month, and when one grows too large. Intents are forced to the disk.
 *
 * <p>Nodes on several machines need a shared directory on a file system with locks, such as NFS 4. Keep it on another
 * disk than the database, and do not restore it together with the database.
 */
public final class FileErasureLog implements ErasureLog {

    private static final String BEGIN = "erasures-";
    private static final String END = ".jsonl";
    private static final long LARGEST_FILE = 64L << 20;

    /**
     * The locks of this process. A file system may let go of a lock as soon as the process closes any channel of the
     * locked file, so locks have files of their own, and these are opened by one of us at a time.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final long largestFile;
    private @Nullable Own own;

    /**
     * A file this node appends to.
     *
     * @param key tells the file from another one of that name, or {@code null} where nothing does
     */
    private record Own(
            Path path,
            FileChannel channel,
            Lock lock,
            long found,
            @Nullable Object key) {

        /** Whether it still stands where it is looked for, and not only here, after somebody moved or deleted it. */
        boolean isThere() {
            try {
                return Objects.equals(key, key(path));
            } catch (IOException gone) {
                return false;
            }
        }

        static @Nullable Object key(Path path) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        }
    }

    /** The right to append to a file. */
    private record Lock(Path path, FileChannel channel) {

        /** Takes it, unless another node has it. */
        static @Nullable Lock take(Path file) throws IOException {
            Path path = file.resolveSibling(file.getFileName() + ".lock").toAbsolutePath();
            if (!HELD.add(path)) {
                return null;
            }
            Lock taken = null;
            try {
                FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.tryLock() == null) {
                    channel.close();
                } else {
                    taken = new Lock(path, channel);
                }
                return taken;
            } finally {
                if (taken == null) {
                    HELD.remove(path);
                }
            }
        }

        void release() throws IOException {
            try {
                channel.close();
            } finally {
                HELD.remove(path);
            }
        }
    }

    /**
     * The log in a directory, which is made when it is not there.
     *
     * @throws ErasureLogException when that cannot be done
     */
    public FileErasureLog(Path directory) {
        this(directory, LARGEST_FILE);
    }

    FileErasureLog(Path directory, long largestFile) {
        this.directory = directory;
        this.largestFile = largestFile;
        try {
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new ErasureLogException(
                    "The directory of the erasure log, " + directory + ", cannot be made", failed);
        }
    }

    @Override
    public void intend(List<? extends LogEntry.Intent> intents) {
        append(intents, true);
    }

    @Override
    public void conclude(LogEntry.Outcome outcome) {
        append(List.of(outcome), false);
    }

    private synchronized void append(List<? extends LogEntry> entries, boolean force) {
        String text = entries.stream().map(entry -> Lines.write(entry) + "\n").collect(Collectors.joining());
        ByteBuffer lines = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            FileChannel channel = file(entries.get(0).at()).channel();
            long end = channel.size();
            try {
                while (lines.hasRemaining()) {
                    channel.write(lines, end + lines.position());
                }
                if (force) {
                    channel.force(true);
                }
            } catch (IOException failed) {
                // Half a line would make the file unreadable. If even this fails, it is cut when the file is next
                // opened.
                channel.truncate(end);
                throw failed;
            }
        } catch (IOException failed) {
            close();
            throw new ErasureLogException("The erasure log in " + directory + " cannot be written", failed);
        }
    }

    private Own file(Instant at) throws IOException {
        String begin = BEGIN + YearMonth.from(at.atZone(ZoneOffset.UTC)) + "-";
        Own current = own;
        if (current != null
                && current.path().getFileName().toString().startsWith(begin)
                && current.channel().size() < largestFile
                && current.isThere()) {
            return current;
        }
        close();
        for (Path left : files()) {
            if (left.getFileName().toString().startsWith(begin) && Files.size(left) < largestFile) {
                Own taken = take(left);
                if (taken != null) {
                    own = taken;
                    return taken;
                }
            }
        }
        Own fresh = Objects.requireNonNull(take(directory.resolve(begin + UUID.randomUUID() + END)));
        own = fresh;
        forceDirectory();
        return fresh;
    }

    /** Opens a file and cuts off what a crash left half written; {@code null} when another node holds it. */
    private static @Nullable Own take(Path path) throws IOException {
        Lock lock = Lock.take(path);
        if (lock == null) {
            return null;
        }
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            long end = endOfLines(channel);
            channel.truncate(end);
            return new Own(path, channel, lock, end, Own.key(path));
        } catch (IOException failed) {
            lock.release();
            throw failed;
        }
    }

    private static long endOfLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** Makes the name of a new file durable, where the system can. */
    private void forceDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Windows has no such thing, and needs none.
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(path -> path.getFileName().toString().startsWith(BEGIN)
                            && path.getFileName().toString().endsWith(END))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public synchronized void read(Reader reader) {
        try {
            for (Path path : files()) {
                Own current = own;
                if (current != null && current.path().equals(path)) {
                    read(path, reader, current.found());
                } else {
                    read(path, reader, isFree(path) ? Long.MAX_VALUE : 0);
                }
            }
        } catch (IOException failed) {
            throw new ErasureLogException("The erasure log in " + directory + " cannot be read", failed);
        }
    }

    private static boolean isFree(Path path) throws IOException {
        Lock lock = Lock.take(path);
        if (lock != null) {
            lock.release();
        }
        return lock != null;
    }

    /** @param abandoned up to where nobody is at work on it */
    private static void read(Path path, Reader reader, long abandoned) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        long number = 0;
        int begin = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                number++;
                LogEntry entry;
                try {
                    entry = Lines.read(new String(bytes, begin, end - begin, StandardCharsets.UTF_8));
                } catch (RuntimeException unreadable) {
                    throw new ErasureLogException("Line " + number + " of " + path + " in the erasure log is not what"
                            + " was written there. Take the file from a copy, or what it says is not erased again.");
                }
                begin = end + 1;
                reader.accept(entry, begin > abandoned);
            }
        }
        // What comes after the last line was never finished, so what it announces was never begun.
    }

    @Override
    public synchronized void dropBefore(Instant moment) {
        try {
            for (Path path : files()) {
                Lock lock = ended(path).isAfter(moment) ? null : Lock.take(path);
                if (lock != null) {
                    Files.deleteIfExists(path);
                    Files.deleteIfExists(lock.path());
                    lock.release();
                }
            }
        } catch (IOException failed) {
            throw new ErasureLogException(
                    "Old files of the erasure log in " + directory + " cannot be deleted", failed);
        }
    }

    /** The end of the month a file is for. */
    private static Instant ended(Path path) {
        String name = path.getFileName().toString();
        try {
            return YearMonth.parse(name.substring(BEGIN.length(), BEGIN.length() + "2026-01".length()))
                    .plusMonths(1)
                    .atDay(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeParseException | StringIndexOutOfBoundsException foreign) {
            return Instant.MAX;
        }
    }

    @Override
    public synchronized void close() {
        Own current = own;
        own = null;
        if (current != null) {
            try {
                current.channel().close();
                current.lock().release();
            } catch (IOException failed) {
                // What had to be on the disk is there.
            }
        }
    }
}
