package dev.roadrig.boards.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.agent.AgentConformance;
import dev.roadrig.scenarios.SharedFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class BoardAgentTest {
    private static final String TOKEN = "a-token-of-this-test-only";

    @TempDir
    Path folder;

    @Test
    void the_uploaded_agent_answers_as_any_agent_does_and_ends_when_it_is_killed() throws Exception {
        Path jar = Files.writeString(folder.resolve("agent.jar"), "stands for the agent's jar");
        try (var board = new BoardUnderTest("--powered", "--quiet", "--agent-jar", jar.toString());
                SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            board.see("dashcam login: ");
            try (ClientSession session = board.ssh(client)) {
                deploy(session, jar);
                ChannelExec agent = session.createExecChannel("java -jar /opt/agent.jar --card /opt/signs-int8.yaml"
                        + " --token-file /opt/token --dead-man 300s");
                agent.setRedirectErrorStream(true);
                agent.open().verify(BoardUnderTest.LONG);
                var out = new BufferedReader(new InputStreamReader(agent.getInvertedOut(), StandardCharsets.UTF_8));
                String ready = String.valueOf(out.readLine());
                assertThat(ready)
                        .startsWith("roadrig-agent ready port=")
                        .contains(" model=")
                        .contains(" sha256=");

                int port = Integer.parseInt(ready.replaceAll(".* port=(\\d+) .*", "$1"));
                List<AgentConformance.Check> checks = AgentConformance.run("127.0.0.1", port, TOKEN);
                assertThat(checks).isNotEmpty().allMatch(AgentConformance.Check::passed);

                board.order("oom");
                agent.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), BoardUnderTest.LONG);
                assertThat(agent.getExitStatus()).isEqualTo(137);
                board.see("Out of memory: Killed process");
            }
        }
    }

    private static void deploy(ClientSession session, Path jar) throws IOException {
        Path models = SharedFolder.root().resolve("scenarios/demo/models");
        try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
            put(sftp, Files.readAllBytes(jar), "/opt/agent.jar");
            put(sftp, TOKEN.getBytes(StandardCharsets.US_ASCII), "/opt/token");
            for (String file : List.of("signs-int8.yaml", "signnet-base-int8.onnx", "labels-gtsrb.csv")) {
                put(sftp, Files.readAllBytes(models.resolve(file)), "/opt/" + file);
            }
        }
    }

    private static void put(SftpClient sftp, byte[] bytes, String path) throws IOException {
        try (var out = sftp.write(path)) {
            out.write(bytes);
        }
    }
}
