package dev.roadrig.wires.agent.rest;

import static dev.roadrig.wires.agent.rest.RawServer.answer;
import static dev.roadrig.wires.agent.rest.RawServer.ok;
import static dev.roadrig.wires.agent.rest.RawServer.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferRequest.InferInputTensor;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class RestClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String GOOD =
            "{'id':'7','outputs':[{'name':'o','datatype':'INT32','shape':[2],'data':[1,2]}]}";

    private final RealTicker ticker = new RealTicker("test");
    private RawServer server;
    private RestClient client;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer(ok(json(GOOD)));
        client = new RestClient("127.0.0.1", server.port(), "a-token", ticker, "c");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
        ticker.close();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(LONG)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("rr-c-")));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    /** As in the documentation of Triton's binary tensor data extension: 16 bytes of UINT32 [2, 2], 3 of BOOL [3]. */
    private static ModelInferRequest request() {
        return ModelInferRequest.newBuilder()
                .setModelName("my model/1")
                .setId("7")
                .putParameters(
                        "frame", InferParameter.newBuilder().setInt64Param(3).build())
                .addInputs(InferInputTensor.newBuilder()
                        .setName("input0")
                        .setDatatype("UINT32")
                        .addShape(2)
                        .addShape(2))
                .addRawInputContents(ByteString.copyFrom(
                        new byte[] {1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, (byte) 255, (byte) 255, (byte) 255, (byte) 255
                        }))
                .addInputs(InferInputTensor.newBuilder()
                        .setName("input1")
                        .setDatatype("BOOL")
                        .addShape(3))
                .addRawInputContents(ByteString.copyFrom(new byte[] {1, 0, 1}))
                .build();
    }

    private ModelInferResponse infer(boolean binary) throws Exception {
        return client.infer(request(), binary, ticker.in(LONG));
    }

    private String failure(RawServer.Script script) {
        server.say(script);
        var failure = new ArrayList<String>();
        assertThatExceptionOfType(RestFailure.class)
                .isThrownBy(() -> infer(true))
                .satisfies(e -> failure.add(e.getMessage()));
        return failure.get(0);
    }

    @Test
    void tensors_go_as_bytes_behind_the_json_whose_length_a_header_says() throws Exception {
        infer(true);
        String text = json("{'id':'7','parameters':{'frame':3,'binary_data_output':true},'inputs':["
                + "{'name':'input0','shape':[2,2],'datatype':'UINT32','parameters':{'binary_data_size':16}},"
                + "{'name':'input1','shape':[3],'datatype':'BOOL','parameters':{'binary_data_size':3}}]}");
        assertThat(server.asked.get(0))
                .startsWith("POST /v2/models/my%20model%2F1/infer HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nInference-Header-Content-Length: " + text.length() + "\r\n")
                .containsIgnoringCase("\r\nContent-Length: " + (text.length() + 19) + "\r\n")
                .containsIgnoringCase("\r\nContent-Type: application/octet-stream\r\n")
                .contains("roadrig-token: a-token\r\n")
                .endsWith("\r\n\r\n" + text + "\1\0\0\0\2\0\0\0\3\0\0\0\u00ff\u00ff\u00ff\u00ff\1\0\1");
    }

    @Test
    void tensors_go_in_json_too() throws Exception {
        infer(false);
        assertThat(server.asked.get(0))
                .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
                .doesNotContainIgnoringCase("Inference-Header")
                .endsWith(json("{'id':'7','parameters':{'frame':3},'inputs':["
                        + "{'name':'input0','shape':[2,2],'datatype':'UINT32','data':[1,2,3,4294967295]},"
                        + "{'name':'input1','shape':[3],'datatype':'BOOL','data':[true,false,true]}]}"));
    }

    @Test
    void an_answer_may_mix_bytes_and_json_and_nest_its_lists() throws Exception {
        String text = json("{'model_name':'m','id':'7','outputs':["
                + "{'name':'a','shape':[2,1],'datatype':'INT16','data':[[-2],[3]]},"
                + "{'name':'b','shape':[2],'datatype':'FP32','parameters':{'binary_data_size':8}},"
                + "{'name':'c','shape':[1],'datatype':'FP64','data':[0.5]}]}");
        server.say(answer(
                "200 OK",
                "Inference-Header-Content-Length: " + text.length() + "\r\n",
                text + "\0\0\u0080?\0\0\u00c0\u007f"));
        ModelInferResponse response = infer(true);
        assertThat(response.getModelName()).isEqualTo("m");
        assertThat(response.getRawOutputContentsList())
                .containsExactly(
                        ByteString.copyFrom(new byte[] {-2, -1, 3, 0}),
                        ByteString.copyFrom(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, (byte) 0xc0, 0x7f}),
                        ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xe0, 0x3f}));
    }

    @Test
    void a_chunked_answer_is_an_answer() throws Exception {
        String half = json(GOOD);
        server.say(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + half.substring(0, 5) + "\r\n"
                + Integer.toHexString(half.length() - 5) + "\r\n" + half.substring(5) + "\r\n0\r\n\r\n"));
        assertThat(infer(true).getOutputs(0).getName()).isEqualTo("o");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':'7'}|there are no 'outputs'",
                "{'outputs':[{'name':'o','datatype':'FP32','shape':[1],'data':[NaN]}]}|its JSON: line 1, column 66: Non-standard token 'NaN'",
                "{'outputs':[{'name':'o','datatype':'FP32','shape':[1],'data':[1e99]}]}|the number 1.0E99 is no FP32",
                "{'outputs':[{'name':'o','datatype':'FP16','shape':[1],'data':[1]}]}|FP16 comes in JSON; it has to come as bytes",
                "{'outputs':[{'name':'o','datatype':'UINT8','shape':[1],'data':[256]}]}|the number 256 is no UINT8",
                "{'outputs':[{'name':'o','datatype':'INT32','shape':[1],'data':[1.5]}]}|the number 1.5 is no INT32",
                "{'outputs':[{'name':'o','datatype':'INT32','shape':[1],'data':[null]}]}|null is no INT32",
                "{'outputs':[{'name':'o','datatype':'UINT64','shape':[1],'data':[18446744073709551615]}]}|is no UINT64",
                "{'outputs':[{'name':'o','datatype':'INT32','shape':[3],'data':[1,2]}]}|tensor 'o' has 2 elements; its shape says 3",
                "{'outputs':[{'name':'o','datatype':'INT32','shape':[-1],'data':[]}]}|tensor 'o' has the shape [-1]",
                "{'outputs':[{'name':'o','datatype':'INT32','shape':[4611686018427387904,4],'data':[]}]}|tensor 'o' has the shape [4611686018427387904, 4]",
                "{'outputs':[{'name':'o','datatype':'FLOAT','shape':[1],'data':[1]}]}|datatype 'FLOAT' is not known",
                "{'outputs':[{'name':'o','shape':[1],'data':[1]}]}|a tensor has no text 'datatype'",
                "{'outputs':[{'name':'o','datatype':'INT32','shape':[1]}]}|tensor 'o' has no data",
                "{'outputs':[{'name':'o','datatype':'INT32','shape':[2],'parameters':{'binary_data_size':4}}]}|tensor 'o' has binary_data_size the number 4; its shape and datatype take 8 bytes",
                "{'outputs':[{'name':'o','datatype':'INT32','shape':[2],'parameters':{'binary_data_size':8}}]}|tensor 'o' is cut: 0 bytes of 8 are there",
                "{'id':'8','outputs':[]}|it answers request '8' and not '7'",
                "{'outputs':7}|'outputs' is the number 7 and no list",
                "[1]|its JSON is a list and no object",
                "not JSON|its JSON: line 1, column 1: Unrecognized token 'not'",
            })
    void what_is_no_answer_of_the_protocol_is_one_error_in_words(String body, String words) {
        assertThat(failure(ok(json(body))))
                .startsWith("INTERNAL: malformed answer: ")
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "999|Inference-Header-Content-Length says '999' and the body holds 80 bytes",
                "-1|Inference-Header-Content-Length says '-1' and",
                "many|Inference-Header-Content-Length says 'many' and",
                "79|its JSON: ",
            })
    void a_header_with_a_wrong_length_is_an_error(String length, String words) {
        String text = json(GOOD).replace("[1,2]}", "[1,2] }");
        assertThat(failure(answer("200 OK", "Inference-Header-Content-Length: " + length + "\r\n", text)))
                .startsWith("INTERNAL: malformed answer: ")
                .contains(words);
    }

    @Test
    void bytes_that_no_tensor_takes_are_an_error() {
        assertThat(failure(answer(
                        "200 OK", "Inference-Header-Content-Length: " + GOOD.length() + "\r\n", json(GOOD) + "123")))
                .isEqualTo("INTERNAL: malformed answer: 3 bytes follow that no tensor takes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 Bad Request|{'error':'no input x'}|INVALID_ARGUMENT: HTTP 400, no input x",
                "404 Not Found|{'error':'no model'}|NOT_FOUND: HTTP 404, no model",
                "503 Service Unavailable|{'error':'the model is loading'}|UNAVAILABLE: HTTP 503, the model is loading",
                "503 Service Unavailable||UNAVAILABLE: HTTP 503",
                "429 Too Many Requests|{'error':'16 wait already'}|RESOURCE_EXHAUSTED: HTTP 429, 16 wait already",
                "504 Gateway Timeout|{'error':'no result'}|DEADLINE_EXCEEDED: HTTP 504, no result",
                "500 Oops|<html>oops</html>|UNKNOWN: HTTP 500, '<html>oops</html>'",
                "401 Unauthorized|{'error':'whose token?'}|UNAUTHENTICATED: HTTP 401, whose token?",
                "200 OK|{'error':'it says so with 200'}|UNKNOWN: HTTP 200, it says so with 200",
                "302 Found||UNKNOWN: HTTP 302",
            })
    void a_servers_refusal_is_told_in_its_words(String status, String body, String told) {
        assertThat(failure(answer(status, "", body == null ? "" : json(body)))).isEqualTo(told);
    }

    @Test
    void a_server_that_hangs_up_before_or_in_its_answer_has_given_none() {
        assertThat(failure(socket -> socket.close())).startsWith("UNAVAILABLE: the connection was lost: ");
        assertThat(failure(raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{").thenHangUp()))
                .startsWith("UNAVAILABLE: the connection was lost: ");
        assertThat(failure(raw("220 mail.example ESMTP\r\n").thenHangUp()))
                .startsWith("UNAVAILABLE: the connection was lost: ");
    }

    @Test
    void a_port_where_nobody_listens_is_no_connection() throws IOException {
        server.close();
        assertThat(failure(ok(""))).isEqualTo("UNAVAILABLE: no connection to the server");
    }

    @Test
    void a_kept_connection_is_used_again_and_its_loss_costs_one_call_that_is_not_sent_twice() throws Exception {
        infer(true);
        infer(true);
        assertThat(server.connections).hasSize(1);
        server.say(socket -> socket.close());
        assertThatExceptionOfType(RestFailure.class).isThrownBy(() -> infer(true));
        assertThat(server.asked).hasSize(3);
        server.say(ok(json(GOOD)));
        assertThat(infer(true).getId()).isEqualTo("7");
        assertThat(server.connections).hasSize(2);
    }

    @Test
    void a_slow_answer_ends_at_the_deadline_whether_its_head_has_come_or_not() {
        for (String begun : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{")) {
            server.say(raw(begun));
            assertThatExceptionOfType(RestFailure.class)
                    .isThrownBy(() -> client.infer(request(), true, ticker.in(SHORT)))
                    .withMessage("DEADLINE_EXCEEDED: no whole answer by the deadline");
        }
    }

    @Test
    void an_answer_without_end_is_given_up() {
        byte[] chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(failure(socket -> {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    .getBytes(StandardCharsets.ISO_8859_1));
                    while (true) {
                        socket.getOutputStream().write(chunk);
                    }
                }))
                .contains("an answer over 16777216 bytes");
    }

    @Test
    void health_is_in_the_status_or_in_the_json() throws Exception {
        server.say(ok(""));
        client.live(ticker.in(LONG));
        server.say(ok(json("{'live':true}")));
        client.live(ticker.in(LONG));
        server.say(ok(json("{'ready':false}")));
        assertThatExceptionOfType(RestFailure.class)
                .isThrownBy(() -> client.modelReady("m", ticker.in(LONG)))
                .withMessage("UNAVAILABLE: it says that it is not ready");
        assertThat(server.asked)
                .extracting(text -> text.split(" ")[1])
                .containsExactly("/v2/health/live", "/v2/health/live", "/v2/models/m/ready");
    }

    @Test
    void every_call_that_waits_fails_when_the_client_closes_and_so_does_one_after() {
        server.say(raw(""));
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        var taker = new RestClient.Taker() {
            @Override
            public void answered(ModelInferResponse response) {
                failures.add("answered");
            }

            @Override
            public void failed(RestFailure why) {
                failures.add(why.code());
            }
        };
        client.infer(request(), ticker.in(LONG), taker);
        client.infer(request(), ticker.in(LONG), taker);
        await().atMost(LONG).until(() -> server.asked.size() == 2);
        client.close();
        client.infer(request(), ticker.in(LONG), taker);
        assertThat(failures).containsExactly("CANCELLED", "CANCELLED", "CANCELLED");
    }
}
