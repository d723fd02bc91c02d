package dev.roadrig.scenarios.render;

import static dev.roadrig.scenarios.render.Rgb.lerp;

import java.util.List;
import java.util.Random;

/**
 * Weather and light of a moment; blends of two lights are lights.
 *
 * @param skyTop colour overhead
 * @param skyLow colour at the horizon
 * @param ambient what falls on everything
 * @param fog colour of the haze
 * @param fogDistance metres at which the haze takes 63 % of the view
 * @param cloud share of the sky, 0 to 1
 * @param headlight how much the cars' lamps are on, 0 to 1
 * @param rain how much falls, 0 to 1
 * @param wet how much the road mirrors, 0 to 1
 * @param noise of the sensor, as a share of white
 */
record Light(
        Rgb skyTop,
        Rgb skyLow,
        Rgb ambient,
        Rgb fog,
        double fogDistance,
        double cloud,
        double headlight,
        double rain,
        double wet,
        double noise) {

    static final Light DAY = new Light(
            rgb(.33, .54, .84), rgb(.78, .87, .95), rgb(1, 1, .98), rgb(.76, .83, .9), 900, .45, 0, 0, 0, .012);
    static final Light LOW_SUN = new Light(
            rgb(.34, .47, .72), rgb(.97, .83, .62), rgb(1, .9, .74), rgb(.9, .8, .66), 700, .5, 0, 0, 0, .014);
    static final Light OVERCAST = new Light(
            rgb(.6, .64, .68), rgb(.8, .82, .84), rgb(.74, .76, .78), rgb(.74, .77, .79), 420, .9, 0, 0, .2, .016);
    static final Light RAIN = new Light(
            rgb(.42, .46, .5), rgb(.62, .65, .68), rgb(.54, .57, .6), rgb(.58, .61, .64), 160, .95, .15, 1, 1, .022);
    static final Light FOG = new Light(
            rgb(.7, .72, .74), rgb(.74, .76, .77), rgb(.68, .7, .71), rgb(.73, .75, .76), 48, .3, .15, 0, .4, .018);
    static final Light DUSK = new Light(
            rgb(.11, .14, .28), rgb(.74, .42, .3), rgb(.27, .26, .33), rgb(.42, .31, .33), 420, .55, .75, 0, .1, .03);
    static final Light NIGHT = new Light(
            rgb(.012, .016, .035),
            rgb(.05, .055, .09),
            rgb(.045, .05, .075),
            rgb(.035, .04, .06),
            350,
            .4,
            1,
            0,
            .1,
            .04);

    private static final List<Light> ALL = List.of(DAY, LOW_SUN, OVERCAST, RAIN, FOG, DUSK, NIGHT);

    static Light random(Random random) {
        Light first = ALL.get(random.nextInt(ALL.size()));
        Light second = ALL.get(random.nextInt(ALL.size()));
        return first.mix(second, random.nextDouble() * .5);
    }

    /** This light with a share (0 to 1) of another. */
    Light mix(Light other, double share) {
        return new Light(
                skyTop.mix(other.skyTop, share),
                skyLow.mix(other.skyLow, share),
                ambient.mix(other.ambient, share),
                fog.mix(other.fog, share),
                1 / lerp(1 / fogDistance, 1 / other.fogDistance, share),
                lerp(cloud, other.cloud, share),
                lerp(headlight, other.headlight, share),
                lerp(rain, other.rain, share),
                lerp(wet, other.wet, share),
                lerp(noise, other.noise, share));
    }

    private static Rgb rgb(double red, double green, double blue) {
        return new Rgb(red, green, blue);
    }
}
