package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.BoardClock;
import dev.roadrig.ports.InferencePort;
import dev.roadrig.ports.PowerMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReturningAgentTest {
    private static final Duration PERIOD = Duration.ofMillis(20);

    private final ReturningAgent agent = new ReturningAgent(new VirtualTicker(Instant.EPOCH));
    private final List<Result> results = new ArrayList<>();
    private final List<Telemetry> samples = new ArrayList<>();

    private static InferencePort.FrameRequest frame(int n) {
        return new InferencePort.FrameRequest(n, n, false, ByteString.EMPTY, null, List.of());
    }

    @Test
    void frames_go_to_the_agent_that_is_there_and_are_answered_with_the_reason_while_none_is() throws Exception {
        var first = new Fake("first");
        var second = new Fake("second");
        agent.arrive(first);
        agent.submit(frame(1), results::add);
        agent.leave();
        assertThat(agent.reachable()).isFalse();
        agent.submit(frame(2), results::add);
        agent.arrive(second);
        assertThat(agent.reachable()).isTrue();
        agent.submit(frame(3), results::add);

        assertThat(first.asked).containsExactly(1);
        assertThat(second.asked).containsExactly(3);
        assertThat(results).singleElement().satisfies(refused -> {
            assertThat(refused.getFrame()).isEqualTo(2);
            assertThat(refused.getRequest()).isEqualTo(2);
            assertThat(refused.getError()).isEqualTo("not sent: an ordered fault keeps the board away");
        });
    }

    @Test
    void a_meters_stream_goes_on_after_each_return_and_ends_when_its_owner_ends_it() throws Exception {
        var first = new Fake("first");
        var second = new Fake("second");
        var third = new Fake("third");
        AutoCloseable stream = agent.stream(PERIOD, samples::add);
        agent.arrive(first);
        first.sample();
        agent.leave();
        first.sample();
        agent.arrive(second);
        second.sample();
        stream.close();
        second.sample();
        agent.leave();
        agent.arrive(third);
        third.sample();

        assertThat(samples).extracting(Telemetry::getBoardNs).containsExactly(1L, 1L);
        assertThat(first.streams + second.streams).isEqualTo(2);
        assertThat(third.streams).as("nobody listens any more").isZero();
        assertThat(first.closedStreams + second.closedStreams).isEqualTo(2);
    }

    @Test
    void a_clock_that_was_taken_away_in_the_middle_of_an_exchange_is_away_and_one_that_fails_by_itself_is_not()
            throws Exception {
        Deadline soon = new Deadline(1);
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> agent.exchange(soon))
                .matches(ReturningAgent::saysAway);

        var cut = new Fake("cut") {
            @Override
            public ClockExchange exchange(Deadline deadline) throws RunFault {
                agent.leave();
                throw new UnknownFault("agent.lost", "cut");
            }
        };
        agent.arrive(cut);
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> agent.exchange(soon))
                .matches(ReturningAgent::saysAway);

        var broken = new Fake("broken") {
            @Override
            public ClockExchange exchange(Deadline deadline) throws RunFault {
                throw new UnknownFault("agent.lost", "by itself");
            }
        };
        agent.arrive(broken);
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> agent.exchange(soon))
                .matches(fault -> !ReturningAgent.saysAway(fault))
                .withMessage("by itself");
        agent.mayLeave(true);
        assertThat(agent.reachable()).as("frames are sent to it until it goes").isTrue();
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> agent.exchange(soon))
                .matches(ReturningAgent::saysAway);
        agent.mayLeave(false);
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> agent.exchange(soon))
                .withMessage("by itself");
    }

    /** An agent that notes what it is asked. */
    private static class Fake implements InferencePort, BoardClock, PowerMeter {
        private final String name;
        private final List<Integer> asked = new ArrayList<>();
        private Consumer<Telemetry> listener = sample -> {};
        private int streams;
        private int closedStreams;
        private long sampled;

        Fake(String name) {
            this.name = name;
        }

        void sample() {
            listener.accept(Telemetry.newBuilder().setBoardNs(++sampled).build());
        }

        @Override
        public void submit(FrameRequest request, Consumer<Result> onResult) {
            asked.add(request.frame());
        }

        @Override
        public ClockExchange exchange(Deadline deadline) throws RunFault {
            return ClockExchange.getDefaultInstance();
        }

        @Override
        public AutoCloseable stream(Duration period, Consumer<Telemetry> onSample) {
            assertThat(period).isEqualTo(PERIOD);
            streams++;
            listener = onSample;
            return () -> {
                closedStreams++;
                listener = sample -> {};
            };
        }

        @Override
        public void close() {
            throw new IllegalStateException(name + " is its owner's to close");
        }
    }
}
