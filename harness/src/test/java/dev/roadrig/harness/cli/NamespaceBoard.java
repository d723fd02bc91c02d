package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.wires.ssh.OpenSshd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Linux board on an interface of this host: a network namespace with the distribution's own SSH server. The harness comes
 * to it over SSH and deploys the agent, as on any board.
 */
final class NamespaceBoard implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final String id = "rg" + Long.toString(ProcessHandle.current().pid(), 36);
    private final String net;
    private final Process sshd;

    static void assumePossible() {
        assumeTrue(System.getProperty("user.name").equals("root"), "skipped: a gateway needs root");
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "skipped: this host has no /dev/net/tun");
        for (Path program : List.of(SSHD, Path.of("/usr/bin/ssh-keygen"))) {
            assumeTrue(Files.isExecutable(program), "skipped: no " + program + " (apt-get install openssh-server)");
        }
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/ip")) || Files.isExecutable(Path.of("/sbin/ip")),
                "skipped: no ip (apt-get install iproute2)");
    }

    /** @param folder for the keys, and what is deployed */
    NamespaceBoard(Path folder) throws IOException {
        this.folder = folder;
        long index = ProcessHandle.current().pid() % 16_384;
        net = "198.19." + (index / 64) + "." + (index % 64 * 4);
        run("ip", "netns", "add", id);
        run("ip", "link", "add", side(), "type", "veth", "peer", "name", "eth0", "netns", id);
        run("ip", "link", "set", side(), "addrgenmode", "none");
        run("ip", "addr", "add", gateway() + "/30", "dev", side());
        run("ip", "link", "set", side(), "up");
        run("ip", "-n", id, "addr", "add", address() + "/30", "dev", "eth0");
        run("ip", "-n", id, "link", "set", "eth0", "addrgenmode", "none");
        run("ip", "-n", id, "link", "set", "lo", "up");
        run("ip", "-n", id, "link", "set", "eth0", "up");
        run("ip", "-n", id, "route", "add", "default", "via", gateway());
        for (String key : List.of("host", "user")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    folder.resolve(key).toString());
        }
        Files.createDirectories(Path.of("/run/sshd"));
        Path config = Files.write(
                folder.resolve("sshd_config"),
                List.of(
                        "ListenAddress " + address() + ":22",
                        "HostKey " + folder.resolve("host"),
                        "AuthorizedKeysFile " + folder.resolve("user.pub"),
                        "Subsystem sftp internal-sftp",
                        "PidFile none",
                        OpenSshd.NO_BASHRC,
                        "UsePAM no",
                        "StrictModes no",
                        "PermitRootLogin prohibit-password"));
        Path log = folder.resolve("sshd.log");
        sshd = new ProcessBuilder("ip", "netns", "exec", id, SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(log).contains("Server listening on"));
    }

    String side() {
        return id + "h";
    }

    String gateway() {
        return last(1);
    }

    String address() {
        return last(2);
    }

    private String last(int plus) {
        int dot = net.lastIndexOf('.');
        return net.substring(0, dot + 1) + (Integer.parseInt(net.substring(dot + 1)) + plus);
    }

    /** The rack file, as a user writes it. */
    Path rackFile() throws IOException {
        return rackFile("gateway: {interface: %s, address: %s, dns: {names: {cloud.example: %s}}}"
                .formatted(side(), gateway(), gateway()));
    }

    private Path rackFile(String uplink) throws IOException {
        return Files.writeString(folder.resolve("rack.yaml"), """
                rack: here
                boards:
                  netns:
                    shell: {ssh: {host: %s, user: root, key: user, host-key: "%s"}}
                    agent: {java: %s/bin/java, folder: %s/board}
                    uplink: {%s}
                """.formatted(
                        address(),
                        Files.readString(folder.resolve("host.pub")).strip().replaceFirst("^(\\S+ \\S+).*$", "$1"),
                        System.getProperty("java.home"),
                        folder,
                        uplink));
    }

    RackBoard board() throws IOException {
        Rack rack = RackFile.read(rackFile());
        return rack.board("netns");
    }

    /**
     * Looks a name up on the board, by its own C library and with the gateway as its name server, which is seen in the
     * namespace alone.
     *
     * @return what {@code getent ahostsv4} prints
     */
    String lookUp(String name) throws IOException {
        Path resolver = Files.writeString(
                folder.resolve("resolv.conf"), "nameserver " + gateway() + "\noptions timeout:1 attempts:8\n");
        return run(
                "ip",
                "netns",
                "exec",
                id,
                "sh",
                "-c",
                "mount --bind " + resolver + " /etc/resolv.conf && getent ahostsv4 " + name);
    }

    /** The same board, whose own tc makes the link. */
    RackBoard boardWithTc() throws IOException {
        return RackFile.read(rackFile("tc: {interface: eth0, host: " + gateway() + "}"))
                .board("netns");
    }

    /** The queues of the board's own interfaces. */
    String queues() throws IOException {
        return run("ip", "netns", "exec", id, "tc", "qdisc", "show");
    }

    /** By hand, as a person there does it. */
    void takeLinkBack() throws IOException {
        String said = run("ip", "netns", "exec", id, "sh", "/run/roadrig-tc/eth0/restore", "by hand");
        assertThat(said).isEmpty();
    }

    /** All that a gateway may change on this host. */
    List<String> network() throws IOException {
        List<String> all = new ArrayList<>();
        for (String command : List.of("ip rule show", "ip route show table all", "tc qdisc show", "ip -br link")) {
            all.addAll(List.of(run(command.split(" ")).split("\n")));
        }
        // Others may change theirs meanwhile.
        Pattern mine = Pattern.compile(IntStream.range(0, 4)
                .mapToObj(plus -> Pattern.quote(last(plus)) + "(?!\\d)")
                .collect(Collectors.joining("|", id + "|", "")));
        all.removeIf(line -> !mine.matcher(line).find());
        all.add(Files.readString(Path.of("/proc/sys/net/ipv4/conf", side(), "rp_filter")));
        all.replaceAll(line -> line.replaceAll(" expires \\d+sec", "").strip());
        return all;
    }

    static String run(String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
        return said;
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> sessions = sshd.descendants().toList();
        sessions.forEach(ProcessHandle::destroyForcibly);
        assertThat(sshd.destroyForcibly().onExit().join().isAlive()).isFalse();
        String gone = run("ip", "link", "del", side()) + run("ip", "netns", "del", id);
        assertThat(gone).isEmpty();
    }
}
