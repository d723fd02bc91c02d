package dev.roadrig.reports.plot;

import dev.roadrig.reports.join.FrameRow.Stage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;

/** The colours, strokes and fonts of all pictures; told apart by people who do not see red and green as two. */
final class Palette {
    static final Color INK = new Color(0x22, 0x2b, 0x36);
    static final Color FAINT_INK = new Color(0x6b, 0x77, 0x85);
    static final Color GRID = new Color(0xe6, 0xea, 0xee);
    static final Color CLOUD = new Color(0x2f, 0x6f, 0xb0);
    static final Color EDGE = new Color(0xe0, 0x7b, 0x00);
    static final Color BOUND = new Color(0xb0, 0x1e, 0x3c);
    static final Color OUTAGE = new Color(0xf6, 0xdf, 0xe2);
    static final Color OUTAGE_EDGE = new Color(0xd9, 0x8a, 0x97);
    static final Color FAULT = new Color(0xff, 0xf1, 0xc2);
    static final Color DOWN = new Color(0x2a, 0x8c, 0x82);
    static final Color UP = new Color(0x8a, 0x5f, 0xb3);
    static final Color ROUND_TRIP = new Color(0x9d, 0xb8, 0xd3);
    static final Color[] SENSORS = {
        new Color(0xc2, 0x41, 0x6b),
        new Color(0x3d, 0x6d, 0x9e),
        new Color(0x6a, 0x8f, 0x2f),
        new Color(0x8a, 0x5f, 0xb3)
    };
    /** Segments of strips, in turn. */
    static final Color[] STRIPS = {
        new Color(0xd5, 0xe4, 0xf1),
        new Color(0xf3, 0xe2, 0xc7),
        new Color(0xdd, 0xea, 0xd6),
        new Color(0xe3, 0xdc, 0xee),
        new Color(0xe6, 0xe2, 0xd8)
    };

    static final BasicStroke THIN = new BasicStroke(1f);
    static final BasicStroke LINE = new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {7f, 4f}, 0f);

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 19);
    static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private Palette() {}

    static Color of(Stage stage) {
        return switch (stage) {
            case FEED -> new Color(0xb5, 0xbc, 0xc4);
            case TO_BOARD -> new Color(0xa9, 0xd6, 0xcf);
            case WAIT -> new Color(0x7f, 0xa8, 0xd1);
            case PREPROCESS -> new Color(0xf9, 0xcf, 0x96);
            case INFERENCE -> EDGE;
            case POSTPROCESS -> new Color(0xa8, 0x55, 0x12);
            case SEND -> new Color(0x5f, 0xae, 0xa3);
            case TO_HOST -> new Color(0x2a, 0x8c, 0x82);
        };
    }
}
