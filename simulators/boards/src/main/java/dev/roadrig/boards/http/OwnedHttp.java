package dev.roadrig.boards.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server with threads of its own, which are daemons and end with it. */
public final class OwnedHttp implements AutoCloseable {
    private final String name;
    private final HttpServer http;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final ExecutorService pool;

    /**
     * Listens.
     *
     * @param name of its threads, which get a number each
     * @param most calls that are answered at once
     * @param handler takes every path, and closes each exchange
     * @throws IOException when it cannot listen there
     */
    public OwnedHttp(InetSocketAddress listen, String name, int most, HttpHandler handler) throws IOException {
        this.name = name;
        http = HttpServer.create(listen, 0);
        pool = Executors.newFixedThreadPool(most, this::thread);
        http.setExecutor(pool);
        http.createContext("/", handler);
        // The server's own thread is a daemon when the one that starts it is.
        Thread start = thread(http::start);
        start.start();
        ThreadEnd.await(start);
    }

    private Thread thread(Runnable body) {
        var thread = new Thread(body, name + "-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    public InetSocketAddress address() {
        return http.getAddress();
    }

    /** Hangs up on every caller, and ends its threads. */
    @Override
    public void close() {
        http.stop(0);
        pool.shutdownNow();
        threads.forEach(ThreadEnd::await);
    }
}
