package tino.marketplace.feature;

import static tino.marketplace.professional.ProfessionalDocuments.*;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;
import tino.ranking.weight.Weights;

/**
 * Everything the marketplace's rankers see of a professional, one line a feature. The first six are the heuristic's; a
 * model sees all. A value that is not known is NaN: trees learn what to do with it, the weights count it 0.
 */
public final class MarketplaceFeatures {

    // spotless:off
    private enum Column {
        //                  name                  theme            min  max     unit      source                                              value
        SIM_SEMANTICO      ("sim_semantico",      Theme.MATCH,     0,   1,      "share",  "cosine of query and profile, (1 + cos) / 2",       Candidate::similarity),
        SCORE_CONFIANCA    ("score_confianca",    Theme.TRUST,     0,   1,      "share",  "daily: identity, account age, qualification",      c -> c.number(CONFIDENCE)),
        SCORE_AVALIACAO    ("score_avaliacao",    Theme.RATED,     0,   1,      "share",  "daily: mean stars / 5",                            c -> c.number(RATING) / 5),
        SCORE_ENGAJAMENTO  ("score_engajamento",  Theme.ANSWERS,   0,   1,      "share",  "daily: messages answered within the window",       c -> c.number(ENGAGEMENT)),
        SCORE_PROXIMIDADE  ("score_proximidade",  Theme.NEAR,      0,   1,      "share",  "request: max(0, 1 - km / radius)",                 Candidate::proximity),
        SCORE_QUALIFICACAO ("score_qualificacao", Theme.QUALIFIED, 0,   1,      "share",  "profile: academic score",                          c -> c.number(ACADEMIC)),

        RATING_STARS       ("rating",             Theme.RATED,     1,   5,      "stars",  "daily: mean of the reviews; missing without any",  c -> c.number(RATING)),
        REVIEWS_LOG        ("reviews_log",        Theme.RATED,     0,   16,     "ln",     "daily: ln(1 + number of reviews)",                 c -> Math.log1p(c.number(REVIEWS_COUNT))),
        DISPUTES           ("dispute_rate",       Theme.DISPUTES,  0,   1,      "share",  "daily: disputes that are open",                    c -> c.number(DISPUTE_RATE)),
        MAPS               ("maps_rating",        Theme.RATED,     0,   5,      "stars",  "profile: Google Maps",                             c -> c.number(MAPS_RATING)),
        LINKEDIN_SCORE     ("linkedin_score",     Theme.TRUST,     0,   1,      "share",  "profile: LinkedIn",                                c -> c.number(LINKEDIN)),
        KYC                ("kyc_verified",       Theme.TRUST,     0,   1,      "yes/no", "profile: identity checked",                        c -> c.number(KYC_VERIFIED)),
        DEGREE_LEVEL       ("degree",             Theme.QUALIFIED, 1,   5,      "level",  "profile: technical to doctor",                     c -> c.number(DEGREE)),
        UNIVERSITY_LOG     ("university_rank_log",Theme.QUALIFIED, 0,   16,     "ln",     "profile: ln(1 + rank)",                            c -> Math.log1p(c.number(UNIVERSITY_RANK))),
        CURRICULUM_COUNT   ("curricula",          Theme.QUALIFIED, 0,   2,      "count",  "profile: ORCID, Lattes",                           c -> c.number(CURRICULA)),
        ACCOUNT_MONTHS     ("account_months",     Theme.TRUST,     0,   1200,   "months", "profile: since it was created",                    c -> c.months(CREATED_AT)),
        STALE_DAYS         ("stale_days",         Theme.PROFILE,   0,   40000,  "days",   "profile: since a person changed it",               c -> c.days(UPDATED_AT)),
        DESCRIPTION_LOG    ("description_log",    Theme.PROFILE,   0,   16,     "ln",     "profile: ln(1 + words of the description)",        c -> Math.log1p(c.number(DESCRIPTION_WORDS))),

        PRICE_INV          ("price_inv",          Theme.PRICE,     0,   1,      "BRL⁻¹",  "profile: 1 / max(price, 1)",                       c -> 1 / Math.max(c.price(), 1)),
        PRICE_LOG          ("price_log",          Theme.PRICE,     0,   18,     "ln BRL", "profile: ln(1 + price)",                           c -> Math.log1p(c.price())),
        PRICE_RATIO        ("price_ratio",        Theme.PRICE,     0,   1e7,    "ratio",  "price / median price of the candidates",           Candidate::priceRatio),
        PRICE_SHARE        ("price_share",        Theme.PRICE,     0,   1,      "share",  "price / price_max; missing without price_max",     Candidate::priceShare),
        DISTANCE_KM        ("distance_km",        Theme.NEAR,      0,   20040,  "km",     "request: great circle",                            Candidate::distanceKm),

        TEXT_SCORE         ("text_score",         Theme.MATCH,     0,   1,      "share",  "BM25 / best BM25 of the candidates",               Candidate::textScore),
        TEXT_RANK          ("text_rank",          Theme.MATCH,     0,   1,      "1/rank", "by BM25; 0 where no word matches",                 Candidate::textRank),
        SIMILARITY_RANK    ("similarity_rank",    Theme.MATCH,     0,   1,      "1/rank", "by sim_semantico",                                 Candidate::similarityRank),
        RECALL_RANK        ("recall_rank",        Theme.MATCH,     0,   1,      "1/rank", "by text and vectors fused",                        Candidate::recallRank),
        TITLE_WORDS        ("title_words",        Theme.MATCH,     0,   1,      "share",  "words of the query in the title",                  Candidate::titleWords),
        CATEGORY_NAMED     ("category_named",     Theme.CATEGORY,  0,   1,      "yes/no", "the query names the category",                     Candidate::categoryNamed),
        CATEGORY_SHARE     ("category_share",     Theme.CATEGORY,  0,   1,      "share",  "of the first ten recalled, those of its category", Candidate::categoryShare),
        QUERY_WORDS        ("query_words",        Theme.MATCH,     0,   200,    "count",  "words of the query",                               Candidate::queryWords);
        // spotless:on

        private final Feature feature;
        private final Theme theme;
        private final ToDoubleFunction<Candidate> value;

        Column(
                String name,
                Theme theme,
                double min,
                double max,
                String unit,
                String source,
                ToDoubleFunction<Candidate> value) {
            this.theme = theme;
            this.feature = new Feature(name, min, max, unit, source);
            this.value = value;
        }
    }

    private static final Column[] COLUMNS = Column.values();

    public static final FeatureLayout LAYOUT = new FeatureLayout(
            "marketplace", Arrays.stream(COLUMNS).map(column -> column.feature).toList());

    private static final Map<String, Integer> NUMBERS = Arrays.stream(COLUMNS)
            .collect(Collectors.toUnmodifiableMap(column -> column.feature.name(), Column::ordinal));

    /** The heuristic ranker's weights until somebody sets others. */
    public static final Weights DEFAULT_WEIGHTS = new Weights(Map.of(
            "sim_semantico", 0.40,
            "score_confianca", 0.20,
            "score_avaliacao", 0.20,
            "score_engajamento", 0.10,
            "score_proximidade", 0.10,
            "score_qualificacao", 0.00));

    /** Names of the features that people weigh, in order. */
    public static final List<String> WEIGHTED = LAYOUT.names().subList(0, 6);

    private MarketplaceFeatures() {}

    /** @throws IllegalArgumentException if there is no such feature */
    public static Theme theme(String feature) {
        return COLUMNS[column(feature)].theme;
    }

    private static int column(String feature) {
        Integer column = NUMBERS.get(feature);
        if (column == null) {
            throw new IllegalArgumentException("No feature '" + feature + "', there are " + LAYOUT.names());
        }
        return column;
    }

    /** One vector a candidate in the order of the recall, one after another; NaN is missing. */
    public static float[] matrix(Candidates candidates) {
        Candidates.Whole whole = candidates.whole();
        int count = candidates.hits().size();
        float[] rows = new float[count * COLUMNS.length];
        for (int row = 0; row < count; row++) {
            Candidate candidate = new Candidate(candidates, whole, row);
            for (int column = 0; column < COLUMNS.length; column++) {
                rows[row * COLUMNS.length + column] = legal(COLUMNS[column], candidate);
            }
        }
        return rows;
    }

    /** One candidate's vector in a matrix, read by name. */
    public record Row(float[] rows, int number) {

        /** @throws IllegalArgumentException if there is no such feature */
        public float value(String feature) {
            return rows[number * COLUMNS.length + column(feature)];
        }
    }

    private static float legal(Column column, Candidate candidate) {
        double value = column.value.applyAsDouble(candidate);
        return Double.isNaN(value) ? Float.NaN : (float) Math.clamp(value, column.feature.min(), column.feature.max());
    }
}
