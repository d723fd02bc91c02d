package dev.roadrig.boards.link.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as any client writes them, and what is answered to the byte. */
class LinkApiTest {
    private static final String ECHO = "{\"name\":\"echo\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private ServedLink link;

    @BeforeEach
    void open() throws Exception {
        link = new ServedLink();
    }

    @AfterEach
    void close() throws Exception {
        link.close();
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + link.apiPort() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(request(method, path, body).build(), BodyHandlers.ofString());
    }

    private void refused(int status, String error, HttpResponse<String> answer) {
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\",\"status\":" + status + "}\n");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    private String listen() {
        return link.server.accounts().get(0).listen();
    }

    @Test
    void a_proxy_has_five_fields() throws Exception {
        HttpResponse<String> made = send("POST", "/proxies", ECHO);
        assertThat(made.statusCode()).isEqualTo(201);
        String proxy = "{\"name\":\"echo\",\"listen\":\"" + listen()
                + "\",\"upstream\":\"127.0.0.1:9\",\"enabled\":true,\"toxics\":[]}";
        assertThat(made.body()).isEqualTo(proxy + "\n");
        assertThat(send("GET", "/proxies/echo", "").body()).isEqualTo(proxy + "\n");
        assertThat(send("GET", "/proxies", "").body()).isEqualTo("{\"echo\":" + proxy + "}\n");
        HttpResponse<String> off = send("PATCH", "/proxies/echo", "{\"enabled\":false}");
        assertThat(off.statusCode()).isEqualTo(200);
        assertThat(off.body()).isEqualTo(proxy.replace("true", "false") + "\n");
        HttpResponse<String> gone = send("DELETE", "/proxies/echo", "");
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
    }

    @Test
    void a_toxic_has_five_fields_and_defaults() throws Exception {
        send("POST", "/proxies", ECHO);
        HttpResponse<String> made =
                send("POST", "/proxies/echo/toxics", "{\"type\":\"latency\",\"attributes\":{\"latency\":7}}");
        String toxic =
                "{\"attributes\":{\"latency\":7,\"jitter\":0},\"name\":\"latency_downstream\",\"type\":\"latency\","
                        + "\"stream\":\"downstream\",\"toxicity\":1}";
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).isEqualTo(toxic + "\n");
        send("POST", "/proxies/echo/toxics", "{\"type\":\"timeout\",\"stream\":\"Upstream\",\"name\":\"a b\"}");
        HttpResponse<String> changed = send("PATCH", "/proxies/echo/toxics/a%20b", "{\"toxicity\":0.5}");
        String first = "{\"attributes\":{\"timeout\":0},\"name\":\"a b\",\"type\":\"timeout\",\"stream\":\"upstream\","
                + "\"toxicity\":0.5}";
        assertThat(changed.body()).isEqualTo(first + "\n");
        assertThat(send("GET", "/proxies/echo/toxics", "").body()).isEqualTo("[" + first + "," + toxic + "]\n");
        assertThat(send("DELETE", "/proxies/echo/toxics/a%20b", "").statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "/reset", "").statusCode()).isEqualTo(204);
        assertThat(send("GET", "/proxies/echo/toxics", "").body()).isEqualTo("[]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | /proxies             | {\"name\":\"x\"}              | 400 | missing required field: upstream",
                "POST   | /proxies             | {\"upstream\":\"x:1\"}        | 400 | missing required field: name",
                "POST   | /proxies             | {\"name\":1}                  | 400 | bad request body: 'name' is a text, not the number 1",
                "POST   | /proxies             | []                            | 400 | bad request body: a list where an object is expected",
                "POST   | /proxies             | {} {}                         | 400 | bad request body: line 1, column 4: something follows the value",
                "POST   | /proxies             | {\"name\":\"x\",\"upstream\":\"y\"} | 400 | bad request body: 'y' is no host and port, such as 127.0.0.1:9000",
                "GET    | /proxies/none        | {}                            | 404 | proxy not found",
                "PATCH  | /proxies/none        | {}                            | 404 | proxy not found",
                "DELETE | /proxies/none        | {}                            | 404 | proxy not found",
                "GET    | /proxies/none/toxics | {}                            | 404 | proxy not found",
                "POST   | /proxies/echo        | {\"enabled\":\"yes\"}         | 400 | bad request body: 'enabled' is true or false, not a text",
                "GET    | /proxies/echo/toxics/none | {}                       | 404 | toxic not found",
                "POST   | /proxies/echo/toxics/none | {}                       | 404 | toxic not found",
                "DELETE | /proxies/echo/toxics/none | {}                       | 404 | toxic not found",
                "POST   | /proxies/echo/toxics | {\"type\":\"packet_loss\"}    | 400 | invalid toxic type",
                "POST   | /proxies/echo/toxics | {\"type\":\"latency\",\"stream\":\"both\"} | 400 | stream was invalid, can be either upstream or downstream",
                "POST   | /proxies/echo/toxics | {\"type\":\"latency\",\"attributes\":{\"latency\":1.5}} | 400 | bad request body: 'latency' is a whole number, not the number 1.5",
                "POST   | /proxies/echo/toxics | {\"type\":\"latency\",\"attributes\":{\"latency\":-1}} | 400 | bad request body: latency is between 0 and 1000000000000, not -1",
                "POST   | /proxies/echo/toxics | {\"type\":\"latency\",\"toxicity\":\"1\"} | 400 | bad request body: 'toxicity' is a number, not a text",
                "POST   | /proxies/echo/toxics | {\"type\":\"slicer\"}         | 400 | bad request body: average_size is 1 byte or more, not 0",
                "GET    | /none                | {}                            | 404 | there is nothing at /none",
                "GET    | /proxies/echo/none   | {}                            | 404 | there is nothing at /proxies/echo/none",
                "DELETE | /proxies             | {}                            | 405 | method not allowed; allowed here: GET, POST",
                "GET    | /reset               | {}                            | 405 | method not allowed; allowed here: POST",
                "POST   | /version             | {}                            | 405 | method not allowed; allowed here: GET",
                "PUT    | /proxies/echo        | {}                            | 405 | method not allowed; allowed here: GET, POST, PATCH, DELETE",
            })
    void what_is_wrong_is_said(String method, String path, String body, int status, String error) throws Exception {
        send("POST", "/proxies", ECHO);
        refused(status, error, send(method, path, body));
        assertThat(link.server.accounts()).as("nothing is lost").hasSize(1);
    }

    @Test
    void malformed_deep_and_oversized_bodies_are_refused() throws Exception {
        HttpResponse<String> malformed = send("POST", "/proxies", "{\"name\": \"x\",\n oops}");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).startsWith("{\"error\":\"bad request body: line 2, column 2: ");
        refused(400, "bad request body: there is nothing in it", send("POST", "/proxies", ""));
        HttpResponse<String> deep = send("POST", "/proxies", "[".repeat(1_000_000));
        assertThat(deep.statusCode()).isEqualTo(400);
        refused(413, "bad request body: it is over 1 MiB", send("POST", "/proxies", " ".repeat((1 << 20) + 1)));
        refused(413, "bad request body: it is over 1 MiB", send("POST", "/populate", " ".repeat(5 << 20)));
        HttpRequest bytes = request("POST", "/proxies", "")
                .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'}))
                .build();
        refused(400, "bad request body: it is not UTF-8", http.send(bytes, BodyHandlers.ofString()));
    }

    @Test
    void browsers_are_refused() throws Exception {
        HttpRequest browser = request("POST", "/reset", "")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)")
                .build();
        HttpResponse<String> answer = http.send(browser, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("User agent not allowed\n");
    }

    @Test
    void a_port_that_is_taken_is_the_hosts_fault_and_leaves_no_proxy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listen = "127.0.0.1:" + taken.getLocalPort();
            HttpResponse<String> answer = send("POST", "/proxies", ECHO.replace("127.0.0.1:0", listen));
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("cannot listen on " + listen).contains("\"status\":500");
            assertThat(link.server.accounts()).isEmpty();
        }
    }

    @Test
    void populate_makes_keeps_and_replaces() throws Exception {
        String two = "[" + ECHO + ",{\"name\":\"off\",\"upstream\":\"127.0.0.1:9\",\"enabled\":false}]";
        HttpResponse<String> made = send("POST", "/populate", two);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).startsWith("{\"proxies\":[{\"name\":\"echo\",").contains("\"enabled\":false");
        String listen = listen();
        send("POST", "/populate", "[" + ECHO.replace("127.0.0.1:0", listen.replace("127.0.0.1", "localhost")) + "]");
        assertThat(listen()).as("the same place is the same proxy").isEqualTo(listen);
        HttpResponse<String> bad = send("POST", "/populate", "[" + ECHO + ",{\"upstream\":\"127.0.0.1:9\"}]");
        assertThat(bad.body())
                .isEqualTo("{\"error\":\"missing required field: name at proxy 2\",\"status\":400,\"proxies\":null}\n");
        assertThat(bad.statusCode()).isEqualTo(400);
    }

    @Test
    void metrics_count_bytes_by_direction() throws Exception {
        send("POST", "/proxies", ECHO.replace("127.0.0.1:9", link.target.address()));
        try (Socket socket = ServedLink.connect(listen())) {
            socket.getOutputStream().write(new byte[100]);
            assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
            HttpResponse<String> metrics = send("GET", "/metrics", "");
            String labels =
                    "listener=\"" + listen() + "\",proxy=\"echo\",upstream=\"" + link.target.address() + "\"} 100\n";
            assertThat(metrics.body())
                    .contains("toxiproxy_proxy_received_bytes_total{direction=\"upstream\"," + labels)
                    .contains("toxiproxy_proxy_sent_bytes_total{direction=\"upstream\"," + labels)
                    .contains("roadrig_link_connections_total{proxy=\"echo\"} 1\n");
        }
    }

    @Test
    void many_clients_at_once_are_all_answered() throws IOException {
        var answers = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> http.sendAsync(
                        request("POST", "/proxies", ECHO.replace("echo", "p" + i))
                                .build(),
                        BodyHandlers.ofString()))
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
        assertThat(link.server.accounts()).hasSize(100);
    }
}
