package dev.roadrig.reports.allure;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Verdict;
import io.qameta.allure.model.Status;

/** What kept a run from passing; Allure sorts results into these by the first words of their messages. */
enum Category {
    BOARD_DIED("Board died", "BOARD DIED", Status.FAILED),
    SPEC_MISSED("Spec missed", "SPEC MISSED", Status.FAILED),
    RIG_ERROR("Rig error", "RIG ERROR", Status.BROKEN),
    INCONCLUSIVE("Inconclusive", "INCONCLUSIVE", Status.FAILED);

    private static final String BOARD_ALIVE = "board.alive";

    private final String title;
    private final String words;
    private final Status status;

    Category(String title, String words, Status status) {
        this.title = title;
        this.words = words;
        this.status = status;
    }

    /** Of a finding that is no PASS. */
    static Category of(Finding finding) {
        return switch (finding.verdict()) {
            case ERROR -> RIG_ERROR;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case FAIL -> finding.id().equals(BOARD_ALIVE) ? BOARD_DIED : SPEC_MISSED;
            case PASS -> throw new IllegalArgumentException("a pass has no category");
        };
    }

    static Status status(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Status.PASSED;
            case FAIL, INCONCLUSIVE -> Status.FAILED;
            case ERROR -> Status.BROKEN;
        };
    }

    String words() {
        return words;
    }

    /** The content of {@code categories.json}. */
    static String json() {
        var json = new JsonWriter();
        json.beginArray();
        for (Category category : values()) {
            json.beginObject();
            json.name("name").value(category.title);
            json.name("messageRegex").value("(?s)" + category.words + ":.*");
            json.name("matchedStatuses")
                    .beginArray()
                    .value(category.status.value())
                    .endArray();
            json.endObject();
        }
        return json.endArray().text();
    }
}
