package tino.marketplace.seed;

import java.util.List;

/**
 * The vocabulary of one category, as its file in {@code seed/professions} says it.
 *
 * @param names what its people are called, by gender
 * @param price what the cheapest job usually costs
 * @param remote whether the work can be done from afar
 * @param academic share of its people who show a degree
 * @param degrees levels seen among them, lowest first
 * @param courses what they studied
 */
public record Profession(
        String category,
        Names names,
        Price price,
        boolean remote,
        double academic,
        List<String> degrees,
        List<String> courses,
        List<Speciality> specialities) {

    public record Names(String m, String f) {}

    /** @param typical BRL @param unit what is paid for, e.g. a visit */
    public record Price(double typical, String unit) {}

    /**
     * One kind of work within a category.
     *
     * @param weight how common, relative to the others of the category
     * @param titles headlines of profiles
     * @param services the work in the trade's words
     * @param signs the trouble in everyday words, as some profiles also put it
     * @param needs the trouble as clients type it
     */
    public record Speciality(
            String name,
            double weight,
            List<String> titles,
            List<String> services,
            List<String> signs,
            List<String> needs) {}
}
