package dev.roadrig.boards.board;

import dev.roadrig.boards.firmware.BoardCard;
import dev.roadrig.boards.instrument.BenchSupply;
import dev.roadrig.boards.instrument.ScpiServer;
import dev.roadrig.boards.instrument.SupplyOutput;
import dev.roadrig.boards.os.BoardSystem;
import dev.roadrig.boards.soc.SocModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An emulated board with its wires: a console on a pty, SSH on a loopback port, a bench supply, and an ignition where its
 * options name one. Everything that it is lives in one temporary folder and in threads of its own; closing it leaves nothing behind.
 */
final class EmulatedBoard implements AutoCloseable, SupplyOutput {
    private final BoardOptions options;
    private final Consumer<String> complaints;
    private final BoardBody body;
    private final BoardSoftware software;
    private final LifeCycle lifeCycle;
    private final BenchSupply supply;
    private final ScpiServer scpi;
    private final Optional<Ignition> ignition;
    private final BoardOrders orders = new BoardOrders(this);
    private final FaultSchedule faults;
    private final Object closing = new Object();
    private boolean closed;

    /**
     * Makes the board, without power unless its options say so.
     *
     * @param complaints sees what goes wrong with the emulation itself
     */
    EmulatedBoard(BoardOptions options, Consumer<String> complaints) throws IOException {
        this.options = options;
        this.complaints = complaints;
        body = BoardBody.make(options);
        lifeCycle = new LifeCycle(this, options.name(), body.ticker());
        faults = new FaultSchedule(options, this::order);
        software = new BoardSoftware(body, new OwnPower(), faults);
        lifeCycle.start();
        ignition = options.ignition().isEmpty()
                ? Optional.empty()
                : Optional.of(new Ignition(this, options, options.ignition().get(), body.ticker()));
        supply = new BenchSupply(options.name(), options.profile().supplyVolts(), options.powered(), this);
        scpi = new ScpiServer(options.name(), supply);
        faults.start(body.ticker());
    }

    /** What its own system does to it. */
    private final class OwnPower implements BoardSystem.Power {
        @Override
        public void reboot() {
            lifeCycle.reboot();
        }

        @Override
        public void off() {
            lifeCycle.powerOff();
        }
    }

    /** How the board is reached, by names that BoardMain prints. */
    Map<String, Object> wires() throws IOException {
        Map<String, Object> wires = new LinkedHashMap<>();
        wires.put("name", options.name());
        wires.put("console", body.pty().path());
        wires.put("baud", options.baud());
        wires.put("ssh-host", "127.0.0.1");
        wires.put("ssh-port", software.ssh().port());
        wires.putAll(body.login().announced(options.has("wrong-host-key")));
        wires.put("supply", "tcp://127.0.0.1:" + scpi.port());
        ignition.ifPresent(line -> wires.put("ignition", line.address()));
        wires.put("card", body.card().card());
        wires.put("card-mux", body.card().mux());
        wires.put("profile", options.profile().name());
        wires.put("rail", options.profile().rail());
        return wires;
    }

    @Override
    public void switched(boolean on) {
        lifeCycle.supply(on);
        try {
            if (!on) {
                lifeCycle.settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public double amperes() {
        return body.soc().read(body.ticker().nanos()).watts()
                / options.profile().supplyVolts();
    }

    /** Whether it is told to run; one without such a line always is. */
    boolean ignitionOn() {
        return ignition.map(Ignition::isOn).orElse(true);
    }

    BoardCard card() {
        return body.card();
    }

    void unplugConsole() {
        body.pty().close();
    }

    /** The emulation itself cannot go on. */
    void broken(Exception e) {
        complaints.accept("The emulated board " + options.name() + " is broken: " + e);
    }

    /** Does what a control line says; false, with a complaint, when it is not known. */
    boolean order(String line) {
        try {
            orders.order(line);
            return true;
        } catch (IOException | RuntimeException e) {
            complaints.accept(String.valueOf(e.getMessage()));
            return false;
        }
    }

    BoardOptions options() {
        return options;
    }

    SocModel soc() {
        return body.soc();
    }

    BoardSoftware software() {
        return software;
    }

    LifeCycle lifeCycle() {
        return lifeCycle;
    }

    BenchSupply supply() {
        return supply;
    }

    @Override
    public void close() throws IOException {
        synchronized (closing) {
            if (!closed) {
                closed = true;
                closeOnce();
            }
        }
    }

    private void closeOnce() throws IOException {
        faults.close();
        lifeCycle.close();
        software.stop();
        scpi.close();
        if (ignition.isPresent()) {
            ignition.get().close();
        }
        software.close();
        body.close();
    }
}
