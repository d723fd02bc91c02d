package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A harness that shapes a board's link until it is killed. */
final class TcHolder {
    /** Long enough for a busy host to get a word to the board each quarter of it. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private TcHolder() {}

    /** Address, private key's file, host key's file, interface. */
    public static void main(String[] args) throws Exception {
        var target = new SshTarget(
                "held",
                args[0],
                22,
                "root",
                new SshTarget.Login.Key(Path.of(args[1])),
                Files.readString(Path.of(args[2])));
        try (var ticker = new RealTicker("holder");
                SshLink link = SshLink.connect(target, ticker, ticker.in(Duration.ofSeconds(60)))) {
            hold(new TcPlace("held", args[3], SILENCE), link, ticker);
        }
    }

    private static void hold(TcPlace place, SshLink ssh, RealTicker ticker) throws Exception {
        var profile = LinkProfile.constant(new LinkState("lte", 8_000_000, 8_000_000, Duration.ZERO, Duration.ZERO, 0));
        try (TcLink link = TcLink.open(place, profile, ssh.shell(), ticker, new Deaf())) {
            System.out.println("shaped " + link.found().orElse(""));
            awaitEndOfInput();
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static final class Deaf implements TcLink.Listener {
        @Override
        public void edge(TcEdge edge) {}

        @Override
        public void lost(RunFault fault) {
            System.out.println(fault.getMessage());
        }
    }
}
