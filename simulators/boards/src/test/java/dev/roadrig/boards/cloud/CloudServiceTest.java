package dev.roadrig.boards.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.agent.AgentConformance;
import dev.roadrig.agent.Pacer;
import dev.roadrig.agent.Pacer.Source;
import dev.roadrig.agent.Pacer.Stage;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CloudServiceTest {
    private static final String TOKEN = "the cloud has its own token";

    @Test
    void the_cloud_answers_as_an_agent_does_and_leaves_no_thread_behind() throws Exception {
        Path card = SharedFolder.root().resolve("scenarios/demo/models/signs-int8.yaml");
        try (CloudService cloud = CloudService.start("sky", ModelCardFile.read(card), TOKEN, Duration.ofMillis(20))) {
            assertThat(AgentConformance.run("127.0.0.1", cloud.port(), TOKEN))
                    .allSatisfy(check -> assertThat(check.passed())
                            .as("%s: %s", check.name(), check.found())
                            .isTrue());
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("rr-sky-"));
    }

    @Test
    void a_frame_takes_the_service_time_from_its_first_stage_to_its_last() throws Exception {
        var ticker = new VirtualTicker(Instant.EPOCH);
        var pacer = new ServicePacer(ticker, Duration.ofMillis(20));
        Pacer.Pace pace = pacer.frame();
        assertThat(pace.begin(Stage.PREPROCESS, 1, 7)).isEqualTo(7);
        assertThat(pace.end(Stage.PREPROCESS, 8)).isEqualTo(8);
        assertThat(ticker.nanos()).isZero();
        assertThat(pace.release()).isEqualTo(new Pacer.Release(0, 0));
        assertThat(ticker.nanos()).isEqualTo(20_000_000);
        assertThat(pacer.source()).isEqualTo(Source.PROFILE);
    }
}
