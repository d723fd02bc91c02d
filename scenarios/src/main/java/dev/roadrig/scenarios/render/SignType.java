package dev.roadrig.scenarios.render;

import java.util.List;

/** The traffic signs that the renderer can draw, with the class numbers of the GTSRB benchmark (0 to 42). */
enum SignType {
    LIMIT_20(0, Outline.DISC),
    LIMIT_30(1, Outline.DISC),
    LIMIT_50(2, Outline.DISC),
    LIMIT_60(3, Outline.DISC),
    LIMIT_70(4, Outline.DISC),
    LIMIT_80(5, Outline.DISC),
    END_LIMIT_80(6, Outline.DISC),
    LIMIT_100(7, Outline.DISC),
    LIMIT_120(8, Outline.DISC),
    NO_OVERTAKING(9, Outline.DISC),
    CROSSING_PRIORITY(11, Outline.TRIANGLE),
    PRIORITY_ROAD(12, Outline.DIAMOND),
    YIELD(13, Outline.TRIANGLE_DOWN),
    STOP(14, Outline.DISC),
    NO_VEHICLES(15, Outline.DISC),
    NO_ENTRY(17, Outline.DISC),
    CAUTION(18, Outline.TRIANGLE),
    CURVE_LEFT(19, Outline.TRIANGLE),
    CURVE_RIGHT(20, Outline.TRIANGLE),
    ROAD_WORK(25, Outline.TRIANGLE),
    TRAFFIC_LIGHTS(26, Outline.TRIANGLE),
    PEDESTRIANS(27, Outline.TRIANGLE),
    CHILDREN(28, Outline.TRIANGLE),
    END_ALL(32, Outline.DISC),
    TURN_RIGHT(33, Outline.DISC),
    TURN_LEFT(34, Outline.DISC),
    AHEAD_ONLY(35, Outline.DISC),
    KEEP_RIGHT(38, Outline.DISC),
    KEEP_LEFT(39, Outline.DISC);

    static final List<SignType> ALL = List.of(values());

    private final int id;
    private final Outline outline;

    SignType(int id, Outline outline) {
        this.id = id;
        this.outline = outline;
    }

    /** The form of a plate, which a label box encloses. */
    enum Outline {
        DISC,
        DIAMOND,
        TRIANGLE,
        TRIANGLE_DOWN
    }

    int id() {
        return id;
    }

    Outline outline() {
        return outline;
    }

    /** The number on a speed limit, or 0. */
    int limit() {
        String number = name().replaceAll("\\D", "");
        return number.isEmpty() ? 0 : Integer.parseInt(number);
    }
}
