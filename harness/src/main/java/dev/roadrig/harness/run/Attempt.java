package dev.roadrig.harness.run;

import dev.roadrig.boards.link.packet.PacketPlay;
import dev.roadrig.boards.link.packet.TraceLogs;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run from its lease to the last result: brings a board up, puts the agent on it, plays, and closes everything. */
final class Attempt {
    private final Rig rig;
    private final ScenarioRun.Order order;
    private final Drive drive;
    private final RunFolder folder;
    private final Closer owned = new Closer();
    private @Nullable LiveBoard board;
    private @Nullable Player player;

    Attempt(Rig rig, ScenarioRun.Order order, Drive drive, RunFolder folder) {
        this.rig = rig;
        this.order = order;
        this.drive = drive;
        this.folder = folder;
    }

    void play() throws RunFault, InterruptedException {
        rig.phase("lease", order.board().name() + ", fence " + order.lease().fence());
        LiveBoard live = bringUp();
        board = live;
        Identity.read(live, rig).require(order.firmware(), order.board().name());
        Optional<BoardTc> tc = BoardTc.open(live, order.scenario(), rig, owned);
        Optional<BoardDatagrams> datagrams = BoardDatagrams.open(live, order.scenario(), rig, owned);
        var agent = owned.own(new AgentOnBoard(rig, live, order, scratch(), owned));
        Target target = agent.start(drive);
        var faults = new BoardFaults(live, agent, BootName.aside(live, rig.ticker()), rig.ticker());
        var orders = owned.own(
                new OrderedFaults(rig, order.scenario(), faults, order.board().name()));
        player = new Player(rig, order.scenario(), drive, target, zero -> {
            agent.placement().onDriveStart(zero);
            live.gateway().ifPresent(gateway -> gateway.start(rig, asked(), zero));
            datagrams.ifPresent(
                    link -> link.start(asked(), zero, agent.placement().linkRates()));
            tc.ifPresent(link -> link.start(zero));
            orders.start(zero);
        });
        try {
            player.play();
            if (live.gateway().isPresent()) {
                rig.phase("link", live.gateway().get().account());
                live.gateway().get().check();
            }
            datagrams.ifPresent(link -> rig.phase("link", link.link().account()));
            orders.finish();
            if (tc.isPresent()) {
                tc.get().finish();
            }
        } finally {
            // Whoever looks for what went wrong has the board's wires alone.
            orders.close();
        }
    }

    private LiveBoard bringUp() throws RunFault, InterruptedException {
        LiveBoard live = LiveBoard.open(rig, order.board(), new Programs(order.agent()), owned);
        if (order.image().isEmpty()) {
            live.boot();
            return live;
        }
        var change = new FirmwareChange(rig, live);
        if (order.image().get().there()) {
            live.boot();
            change.verify(order.image().get());
        } else {
            change.bringUp(order.image().get());
        }
        return live;
    }

    private PacketPlay asked() {
        Scenario scenario = order.scenario();
        return new PacketPlay(
                Optional.ofNullable(scenario.network()),
                scenario.seed(order.repetition()),
                scenario.window().from().toNanos(),
                Optional.of(new TraceLogs.Place(
                        folder.path(), scenario.name(), "roadrig run " + scenario.name() + ", run " + folder.id())));
    }

    private Path scratch() throws RigFault {
        try {
            Path scratch = Files.createTempDirectory("roadrig-" + order.board().name());
            owned.own(() -> deleteAll(scratch));
            return scratch;
        } catch (IOException e) {
            throw new RigFault(
                    "rig.scratch", "Cannot make a folder for the run's own files: " + FileTrouble.why(e) + ".");
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    Optional<LiveBoard> board() {
        return Optional.ofNullable(board);
    }

    Replay.Count count() {
        return player == null ? new Replay.Count(0, 0, 0) : player.count();
    }

    /** Closes everything; what of it went wrong first, empty where all is closed. */
    Optional<RunFault> shut() {
        rig.phase("close", folder.id());
        return owned.shut();
    }
}
