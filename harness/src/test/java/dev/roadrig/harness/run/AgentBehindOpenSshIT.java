package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.protobuf.ByteString;
import dev.roadrig.agent.AgentConformance;
import dev.roadrig.harness.home.Home;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.agent.AgentClient;
import dev.roadrig.wires.ssh.OpenSshd;
import dev.roadrig.wires.ssh.ShellWord;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTunnel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is deployed, as a plain JVM on a Linux board with its distribution's own SSH server: this host. */
@Tag("world")
@SuppressWarnings("NullAway.Init")
class AgentBehindOpenSshIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Pattern PID = Pattern.compile("pid (\\d+)");

    private final RealTicker ticker = new RealTicker("plain");
    private final List<RunFault> faults = Collections.synchronizedList(new ArrayList<>());
    private final String token = Tokens.fresh();

    @TempDir
    private Path folder;

    private Home home;
    private AgentJar jar;
    private OpenSshd sshd;

    @BeforeEach
    void start() throws Exception {
        OpenSshd.assumeInstalled();
        home = Home.find();
        try {
            jar = AgentJar.at(home.agentJar());
        } catch (BadInput e) {
            abort(String.valueOf(e.getMessage()));
        }
        sshd = OpenSshd.start(Files.createDirectory(folder.resolve("sshd")));
    }

    @AfterEach
    void stop() {
        if (sshd != null) {
            sshd.close();
        }
        ticker.close();
    }

    private SshLink connect() throws Exception {
        return SshLink.connect(sshd.target(), ticker, ticker.in(LONG));
    }

    /** Deploys everything over the link and starts it there. */
    private AgentProcess deploy(SshLink link, ModelCard model, String deadMan) throws Exception {
        var deployment = new Deployment(
                link.shell(),
                link.files(),
                folder.resolve("on the board").toString(),
                Files.createDirectory(folder.resolve("scratch")));
        deployment.put(jar.path(), jar.sha256(), model, token, ticker.in(LONG));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String commandLine = "echo pid $$; exec " + ShellWord.quote(java) + " -jar "
                + ShellWord.quote(deployment.agentJar()) + " --card " + ShellWord.quote(deployment.card())
                + " --token-file " + ShellWord.quote(deployment.token()) + " --port 0 --dead-man " + deadMan;
        return AgentProcess.start("plain", link, commandLine, faults::add, ticker, ticker.in(LONG));
    }

    private ModelCard model() {
        return ModelCardFile.read(home.demo().resolve("models/signs-int8.yaml"));
    }

    private static ProcessHandle onTheBoard(AgentProcess agent) {
        Matcher pid = PID.matcher(agent.evidence().text());
        assertThat(pid.find()).as(agent.evidence().text()).isTrue();
        return ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow();
    }

    @Test
    void it_passes_the_conformance_list_answers_a_frame_of_the_demo_and_is_gone_when_it_is_told_to() throws Exception {
        try (SshLink control = connect();
                SshLink data = connect()) {
            AgentProcess agent = deploy(control, model(), "60s");
            ProcessHandle process = onTheBoard(agent);
            try (SshTunnel tunnel = data.forward(agent.port(), ticker.in(LONG))) {
                assertThat(AgentConformance.run("127.0.0.1", tunnel.hostPort(), token))
                        .hasSizeGreaterThan(10)
                        .allSatisfy(check -> assertThat(check.passed())
                                .as("%s: %s", check.name(), check.found())
                                .isTrue());
                try (AgentClient client = AgentClient.connect("127.0.0.1", tunnel.hostPort(), token, ticker, "plain")) {
                    var identity = client.hello(ticker.in(LONG));
                    assertThat(identity.modelSha256()).isEqualTo(model().sha256());
                    assertThat(identity.stageSource()).isEqualTo("measured");
                    client.useFrameWire(data.stream(identity.framePort(), ticker.in(LONG)));
                    answersAFrame(client);
                    assertThat(process.isAlive()).isTrue();
                    client.shutdown(ticker.in(LONG));
                    await().atMost(LONG).until(() -> agent.ended() && !process.isAlive());
                }
            } finally {
                process.destroyForcibly();
            }
            assertThat(agent.evidence().text()).contains("roadrig-agent ended: ");
        }
    }

    private void answersAFrame(AgentClient client) throws Exception {
        DriveFrame frame = frameWithSigns();
        List<Result> results = Collections.synchronizedList(new ArrayList<>());
        client.submit(
                new FrameRequest(
                        1,
                        frame.index(),
                        false,
                        ByteString.copyFrom(frame.picture().read()),
                        null,
                        frame.truth().stream().map(DriveFrame.Label::box).toList()),
                results::add);
        await().atMost(LONG).until(() -> results.size() == 1);
        Result result = results.get(0);
        assertThat(result.getError()).isEmpty();
        assertThat(result.getFrame()).isEqualTo(frame.index());
        assertThat(result.getDecodedList())
                .extracting(decoded -> decoded.getClassId())
                .isEqualTo(frame.truth().stream().map(DriveFrame.Label::classId).toList());
    }

    private DriveFrame frameWithSigns() {
        try (Drive drive = DriveReader.open(home.demo().resolve("drive"));
                Drive.FrameCursor frames = drive.frames()) {
            while (frames.hasNext()) {
                DriveFrame frame = frames.next();
                if (frame.truth().size() >= 2) {
                    return frame;
                }
            }
        }
        throw new AssertionError("the demo's drive has no frame with two signs");
    }

    @Test
    void an_agent_that_a_signal_ends_is_the_boards_failure_with_its_own_words() throws Exception {
        try (SshLink link = connect()) {
            AgentProcess agent = deploy(link, model(), "60s");
            ProcessHandle process = onTheBoard(agent);
            assertThat(Deployment.agentIsGone(link.shell(), pidFolder(process), ticker.in(LONG)))
                    .isFalse();
            process.destroyForcibly();
            await().atMost(LONG).until(() -> !faults.isEmpty());
            assertThat(faults).singleElement().satisfies(fault -> {
                assertThat(fault).isInstanceOf(BoardFault.class);
                assertThat(fault.code()).isEqualTo("agent.dead");
                assertThat(fault)
                        .hasMessageContaining("The agent on plain was killed by signal KILL in the middle of the run");
                assertThat(fault.evidence().get(0).text()).contains("roadrig-agent ready port=");
            });
            assertThat(Deployment.agentIsGone(link.shell(), pidFolder(process), ticker.in(LONG)))
                    .as("and the board says so too when it is asked")
                    .isTrue();
            assertThat(Deployment.agentIsGone(link.shell(), folder.toString(), ticker.in(LONG)))
                    .as("where no agent was started, nothing is known")
                    .isFalse();
        }
    }

    private String pidFolder(ProcessHandle process) throws Exception {
        Path noted = Files.createDirectories(folder.resolve("noted"));
        Files.writeString(noted.resolve("agent.pid"), process.pid() + "\n");
        return noted.toString();
    }

    @Test
    void an_agent_whose_connection_was_cut_ends_by_its_dead_man_and_is_not_called_dead() throws Exception {
        try (SshLink link = connect()) {
            AgentProcess agent = deploy(link, model(), "15s");
            ProcessHandle process = onTheBoard(agent);
            try {
                sshd.cutConnections();
                await().atMost(LONG).until(agent::ended);
                assertThat(process.isAlive())
                        .as("a cut connection alone ends nothing")
                        .isTrue();
                await().atMost(LONG).until(() -> !process.isAlive());
            } finally {
                process.destroyForcibly();
            }
            assertThat(faults).as("nothing was seen of the agent itself").isEmpty();
            assertThat(link.isUp()).isFalse();
        }
    }
}
