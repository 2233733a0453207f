package tino.marketplace.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.marketplace.professional.Categories;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.search.Filter;
import tino.search.GeoPoint;
import tino.web.InvalidInput;
import tino.web.InvalidInput.Fault;

/**
 * What a client looks for.
 *
 * @param text 1 to {@value #LONGEST_TEXT} characters, without blanks around it
 * @param category only professionals of this category
 * @param priceMax only professionals who start at this price or below, BRL
 * @param client where the client is; with it only professionals within the radius are found, and a professional whose place
 *     is unknown is not
 * @param radiusKm above 0, at most {@value #LARGEST_RADIUS}; means nothing without a place
 */
public record SearchRequest(
        String text,
        @Nullable String category,
        @Nullable Double priceMax,
        @Nullable GeoPoint client,
        double radiusKm) {
    public static final int LONGEST_TEXT = 1_000;
    public static final double LARGEST_RADIUS = 500;
    public static final double DEFAULT_RADIUS = 20;

    /**
     * From the parameters of a request; blank ones count as absent.
     *
     * @throws InvalidInput naming every parameter at fault
     */
    public static SearchRequest parse(
            @Nullable String q,
            @Nullable String cat,
            @Nullable String priceMax,
            @Nullable String lat,
            @Nullable String lon,
            @Nullable String radiusKm) {
        Reading reading = new Reading();
        String text = reading.text(q);
        String category = reading.category(cat);
        Double price = reading.number("price_max", priceMax, 0, Double.MAX_VALUE, "a price of 0 or more");
        GeoPoint client = reading.place(lat, lon);
        Double radius = reading.number(
                "radius_km",
                radiusKm,
                Double.MIN_VALUE,
                LARGEST_RADIUS,
                "a number of km above 0, at most " + (int) LARGEST_RADIUS);
        if (!reading.faults.isEmpty()) {
            throw new InvalidInput(reading.faults);
        }
        return new SearchRequest(text, category, price, client, radius == null ? DEFAULT_RADIUS : radius);
    }

    List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        if (category != null) {
            filters.add(new Filter.Keyword(ProfessionalDocuments.CATEGORY, category));
        }
        if (priceMax != null) {
            filters.add(new Filter.Range(ProfessionalDocuments.PRICE_MIN, Double.NEGATIVE_INFINITY, priceMax));
        }
        if (client != null) {
            filters.add(new Filter.Within(client, radiusKm));
        }
        return filters;
    }

    /** Reads parameter by parameter and collects what is wrong. */
    private static final class Reading {
        private final List<Fault> faults = new ArrayList<>();

        String text(@Nullable String q) {
            String text = q == null ? "" : q.strip();
            if (text.isEmpty()) {
                fault("q", "the text to search for is expected, got " + (q == null ? "nothing" : "only blanks"));
            } else if (text.length() > LONGEST_TEXT) {
                fault("q", "at most " + LONGEST_TEXT + " characters are expected, got " + text.length());
            }
            return text;
        }

        @Nullable
        String category(@Nullable String cat) {
            if (cat == null || cat.isBlank()) {
                return null;
            }
            String category = Categories.find(cat).orElse(null);
            if (category == null) {
                fault("cat", "one of " + Categories.all() + " is expected, got " + shown(cat));
            }
            return category;
        }

        @Nullable
        GeoPoint place(@Nullable String latitude, @Nullable String longitude) {
            int before = faults.size();
            Double lat = number("lat", latitude, -90, 90, "a latitude between -90 and 90 degrees");
            Double lon = number("lon", longitude, -180, 180, "a longitude between -180 and 180 degrees");
            if (faults.size() == before && (lat == null) != (lon == null)) {
                fault(
                        lat == null ? "lat" : "lon",
                        "lat and lon are expected together, got only " + (lat == null ? "lon" : "lat"));
            }
            return lat == null || lon == null ? null : new GeoPoint(lat, lon);
        }

        @Nullable
        Double number(String field, @Nullable String value, double min, double max, String expected) {
            if (value == null || value.isBlank()) {
                return null;
            }
            try {
                double number = Double.parseDouble(value.strip());
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // said below, like a number out of range
            }
            fault(field, expected + " is expected, got " + shown(value));
            return null;
        }

        private void fault(String field, String message) {
            faults.add(new Fault(field, message));
        }

        private static String shown(String value) {
            return '"' + (value.length() > 60 ? value.substring(0, 60) + "…" : value) + '"';
        }
    }
}
