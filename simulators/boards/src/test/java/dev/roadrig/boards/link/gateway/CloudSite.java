package dev.roadrig.boards.link.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A web site on the rig's side, with a certificate of its own that the JDK's keytool made. Gives back what it is sent. */
final class CloudSite implements AutoCloseable {
    static final String NAME = "cloud.roadrig.test";

    private static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(2, this::thread);

    CloudSite(String address, Path folder) throws Exception {
        server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(folder)));
        server.setExecutor(pool);
        server.createContext("/", CloudSite::echo);
        Thread start = thread(server::start);
        start.start();
        ThreadEnd.await(start);
    }

    private Thread thread(Runnable body) {
        var thread = new Thread(body, "cloud-site-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    private static void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Makes a key and its certificate in a folder. */
    static void certify(Path folder) throws Exception {
        keytool(
                folder,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + NAME,
                "-ext",
                "san=dns:" + NAME,
                "-ext",
                "bc=ca:true",
                "-validity",
                "2");
        keytool(folder, "-exportcert", "-rfc", "-file", certificate(folder).toString());
    }

    static Path certificate(Path folder) {
        return folder.resolve("cloud.pem");
    }

    private static void keytool(Path folder, String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-alias", "cloud", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore"));
        command.add(folder.resolve("cloud.p12").toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool ended with " + process.exitValue());
        }
    }

    private static SSLContext context(Path folder) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(folder.resolve("cloud.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "https://" + NAME + ":" + port() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
        threads.forEach(ThreadEnd::await);
    }
}
