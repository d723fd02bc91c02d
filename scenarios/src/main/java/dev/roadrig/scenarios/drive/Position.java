package dev.roadrig.scenarios.drive;

/**
 * Where the vehicle was.
 *
 * @param utcNanos on the drive's clock
 * @param latitude degrees, north is positive (WGS 84)
 * @param longitude degrees, east is positive
 */
public record Position(long utcNanos, double latitude, double longitude) {
    private static final double EARTH_METRES = 6_371_008.8;

    /** The way from here to there on a sphere of the earth's mean radius, metres, by the haversine formula. */
    double metresTo(double toLatitude, double toLongitude) {
        double north = Math.toRadians(toLatitude - latitude);
        double east = Math.toRadians(toLongitude - longitude);
        double a = Math.pow(Math.sin(north / 2), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(toLatitude))
                        * Math.pow(Math.sin(east / 2), 2);
        return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    /** How far north of a place this is, metres. */
    double northOf(double ofLatitude) {
        return EARTH_METRES * Math.toRadians(latitude - ofLatitude);
    }

    /** How far east of a place this is, metres, on the place's parallel. */
    double eastOf(double ofLatitude, double ofLongitude) {
        double turned = Math.IEEEremainder(longitude - ofLongitude, 360);
        return EARTH_METRES * Math.toRadians(turned) * Math.cos(Math.toRadians(ofLatitude));
    }
}
