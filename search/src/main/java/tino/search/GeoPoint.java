package tino.search;

/**
 * A place on Earth (WGS 84).
 *
 * @param lat degrees, −90 to 90
 * @param lon degrees, −180 to 180
 */
public record GeoPoint(double lat, double lon) {
    private static final double EARTH_RADIUS_KM = 6371.0087714;

    public GeoPoint {
        if (!(Math.abs(lat) <= 90)) {
            throw new IllegalArgumentException("A latitude lies between -90 and 90, got " + lat);
        }
        if (!(Math.abs(lon) <= 180)) {
            throw new IllegalArgumentException("A longitude lies between -180 and 180, got " + lon);
        }
    }

    /** Great-circle distance in km (haversine, mean Earth radius). */
    public double distanceKm(GeoPoint other) {
        double dLat = Math.toRadians(other.lat - lat);
        double dLon = Math.toRadians(other.lon - lon);
        double a = Math.sin(dLat / 2) * Math.sin(dLat / 2)
                + Math.cos(Math.toRadians(lat))
                        * Math.cos(Math.toRadians(other.lat))
                        * Math.sin(dLon / 2)
                        * Math.sin(dLon / 2);
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
