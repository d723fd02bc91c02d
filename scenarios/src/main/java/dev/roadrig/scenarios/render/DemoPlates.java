package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.render.World.Sign;
import dev.roadrig.scenarios.render.World.Tunnel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The 29 signs along the demo's road. */
final class DemoPlates {
    private static final List<Stand> STANDS = List.of(
            new Stand(78, 5.3, 2.3, SignType.LIMIT_70),
            new Stand(92, -5.4, 2.2, SignType.CHILDREN),
            new Stand(103, 5.4, 2.3, SignType.PRIORITY_ROAD),
            new Stand(121, 5.4, 2.2, SignType.CURVE_RIGHT),
            new Stand(138, 5.3, 2.5, SignType.LIMIT_80),
            new Stand(138, 5.3, 1.65, SignType.NO_OVERTAKING),
            new Stand(151, -5.4, 2.3, SignType.NO_OVERTAKING),
            new Stand(163, 5.4, 2.3, SignType.CROSSING_PRIORITY),
            new Stand(180, 5.5, 2.2, SignType.STOP),
            new Stand(193, 5.3, 2.4, SignType.CAUTION),
            new Stand(193, -5.4, 2.4, SignType.CAUTION),
            new Stand(212, 5.3, 2.4, SignType.LIMIT_70),
            new Stand(214, -5.3, 2.4, SignType.LIMIT_70),
            new Stand(258, 4.75, 2.5, SignType.LIMIT_60),
            new Stand(262, -4.75, 2.5, SignType.LIMIT_60),
            new Stand(296, 4.75, 2.5, SignType.NO_OVERTAKING),
            new Stand(340, 5.3, 2.3, SignType.END_ALL),
            new Stand(356, 5.4, 2.3, SignType.LIMIT_100),
            new Stand(370, -5.4, 2.2, SignType.PEDESTRIANS),
            new Stand(378, 5.4, 2.2, SignType.ROAD_WORK),
            new Stand(392, 5.3, 2.4, SignType.LIMIT_60),
            new Stand(404, 5.3, 2.1, SignType.KEEP_RIGHT),
            new Stand(412, -5.5, 2.3, SignType.NO_ENTRY),
            new Stand(420, 5.3, 2.4, SignType.LIMIT_50),
            new Stand(436, 5.4, 2.3, SignType.TRAFFIC_LIGHTS),
            new Stand(446, 5.3, 2.3, SignType.LIMIT_30),
            new Stand(458, 5.4, 2.3, SignType.PEDESTRIANS),
            new Stand(468, 5.4, 2.3, SignType.YIELD),
            new Stand(476, -5.4, 2.3, SignType.AHEAD_ONLY));

    private DemoPlates() {}

    /** Where a sign stands: metres along the road, to the right, and up. */
    private record Stand(double s, double d, double height, SignType type) {}

    /** The signs, smaller and without poles in the tunnel, each a little turned, leaning and worn. */
    static List<Sign> signs(Tunnel tunnel, Random random) {
        List<Sign> signs = new ArrayList<>();
        for (Stand at : STANDS) {
            boolean inside = tunnel.holds(at.s);
            double yaw = random.nextGaussian() * .06;
            double roll = random.nextGaussian() * .015;
            double tone = .88 + random.nextDouble() * .14;
            double dirt = random.nextDouble() * .3;
            double radius = inside ? .32 : .4;
            signs.add(new Sign(signs.size(), at.type, at.s, at.d, at.height, radius, yaw, roll, tone, dirt, !inside));
        }
        return signs;
    }
}
