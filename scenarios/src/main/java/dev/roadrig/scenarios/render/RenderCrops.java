package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.model.CropResizer;
import dev.roadrig.scenarios.render.PlatePainter.Seen;
import dev.roadrig.scenarios.render.ScenePainter.Moment;
import dev.roadrig.scenarios.render.World.Car;
import dev.roadrig.scenarios.render.World.Sign;
import dev.roadrig.scenarios.render.World.Tunnel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Renders labelled sign crops from random roads, weathers and places: training and test sets. */
public final class RenderCrops {
    private static final double EGO = 50;
    private static final int SIGNS_A_SCENE = 12;
    /** Of a crop with a border, as a share of the sign's size; the training crops are cut out of it at random. */
    private static final double BORDER = .22;

    private static final int BORDERED_SIZE = 48;
    private static final double SMALLEST = 13;
    private static final double LEAST_VISIBLE = .85;

    private final Camera camera = new Camera(new Sprites(), 1);
    private final Random random;
    private int turn;

    private RenderCrops(long seed) {
        random = new Random(seed);
    }

    /**
     * Usage: RenderCrops PREFIX COUNT SEED SIZE. Writes PREFIX.rgb, SIZE x SIZE RGB bytes a crop, and PREFIX.csv with the
     * class and the sign's box in the crop. A crop of 48 has a border about the sign, any other has none.
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("usage: RenderCrops PREFIX COUNT SEED SIZE");
        }
        int count = Integer.parseInt(args[1]);
        int size = Integer.parseInt(args[3]);
        RenderCrops crops = new RenderCrops(Long.parseLong(args[2]));
        try (OutputStream rgb = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0] + ".rgb")));
                Writer csv = Files.newBufferedWriter(Path.of(args[0] + ".csv"))) {
            csv.write("class_id,x1,y1,x2,y2,height_px,distance_m\n");
            crops.write(count, size, rgb, csv);
        }
    }

    private void write(int count, int size, OutputStream rgb, Writer csv) throws IOException {
        double border = size == BORDERED_SIZE ? BORDER : 0;
        int done = 0;
        while (done < count) {
            Camera.Shot shot = scene();
            for (Seen seen : shot.signs()) {
                if (seen.height() >= SMALLEST && seen.visible() >= LEAST_VISIBLE && done < count) {
                    rgb.write(CropResizer.crop(shot.image(), bordered(seen, border), size, size));
                    csv.write(row(seen, border, size));
                    done++;
                }
            }
        }
    }

    private static Box bordered(Seen seen, double border) {
        double across = seen.width() * border;
        double down = seen.height() * border;
        return new Box((float) (seen.x1() - across), (float) (seen.y1() - down), (float) (seen.x2() + across), (float)
                (seen.y2() + down));
    }

    private static String row(Seen seen, double border, int size) {
        double inner = size / (1 + 2 * border);
        double from = border * inner;
        double to = from + inner;
        int id = seen.sign().type().id();
        return String.format(
                Locale.ROOT,
                "%d,%.2f,%.2f,%.2f,%.2f,%.1f,%.1f\n",
                id,
                from,
                from,
                to,
                to,
                seen.height(),
                seen.distance());
    }

    private Camera.Shot scene() {
        World world = world();
        Light light = Light.random(random);
        double pitch = random.nextGaussian() * .006;
        double yaw = random.nextGaussian() * .02;
        double exposure = Math.exp(random.nextGaussian() * .18);
        double speed = 3 + random.nextDouble() * 27;
        List<Car> cars = random.nextDouble() < .5 ? List.of() : List.of(car());
        double travel = speed / (light.headlight() > .6 ? 60 : 250);
        double shake = random.nextGaussian() * .0008;
        int parts = random.nextInt(3) == 0 ? 2 : 1;
        Camera.Exposure open = new Camera.Exposure(
                t -> new Moment(
                        new View(world, light, new View.Pose(EGO + travel * t, 1.8, pitch + shake * t, yaw, exposure)),
                        cars),
                parts);
        return camera.shoot(open, random);
    }

    private Car car() {
        double s = EGO + 14 + random.nextDouble() * 30;
        int paint = 0x303840 + random.nextInt(0x808080);
        return new Car(s, 1.8, paint, false, random.nextBoolean());
    }

    private World world() {
        double steady = (random.nextDouble() - .5) * .008;
        double winding = random.nextDouble() * .004;
        double phase = random.nextDouble() * 7;
        Road road = new Road(700, random.nextDouble() * 6.28, s -> steady + winding * Math.sin(s / 60 + phase));
        int seed = random.nextInt();
        Tunnel tunnel = random.nextDouble() < .12 ? new Tunnel(20 + random.nextDouble() * 20, 300) : Tunnel.NONE;
        World world = new World(road, seed, tunnel);
        world.furnish(EGO + 5, EGO + 260, random);
        for (int i = 0; i < SIGNS_A_SCENE; i++) {
            world.signs().add(sign(i, tunnel));
        }
        return world;
    }

    private Sign sign(int track, Tunnel tunnel) {
        SignType type = SignType.ALL.get(turn++ % SignType.ALL.size());
        int side = random.nextDouble() < .65 ? 1 : -1;
        double s = EGO + (7 + 36 * Math.pow(random.nextDouble(), 1.3));
        double d = tunnel.holds(s) ? 4.75 : 4.9 + random.nextDouble() * 1.6;
        double height = 1.6 + random.nextDouble() * 1.9;
        double radius = .3 + random.nextDouble() * .16;
        double yaw = random.nextGaussian() * .12;
        double roll = random.nextGaussian() * .035;
        double tone = .78 + random.nextDouble() * .27;
        double dirt = Math.pow(random.nextDouble(), 2) * .8;
        return new Sign(track, type, s, side * d, height, radius, yaw, roll, tone, dirt, true);
    }
}
