package tino.lifecycle.adult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import tino.lifecycle.registry.ArtifactFormat;

/**
 * Logistic regression over facts: a weight for each fact that was seen, and one for everybody. Learned by AdaGrad (Duchi,
 * Hazan and Singer, JMLR 12, 2011).
 */
record IncomeModel(Map<String, Double> weights) {
    private static final String EVERYBODY = "";
    private static final double RATE = 0.1;

    double probability(String[] facts) {
        double sum = weights.getOrDefault(EVERYBODY, 0.0);
        for (String fact : facts) {
            sum += weights.getOrDefault(fact, 0.0);
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** What is known of nobody in particular: the share of the rich. */
    static IncomeModel baseRate(Adults people) {
        int rich = 0;
        for (boolean one : people.rich()) {
            rich += one ? 1 : 0;
        }
        return new IncomeModel(Map.of(EVERYBODY, Math.log((double) rich / (people.count() - rich))));
    }

    static IncomeModel learn(Adults people, int rounds, long seed, DoubleConsumer lossByRound) {
        Map<String, Double> weights = new HashMap<>();
        Map<String, Double> squares = new HashMap<>();
        IncomeModel model = new IncomeModel(weights);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < rounds; round++) {
            double loss = 0;
            for (int step = 0; step < people.count(); step++) {
                int person = random.nextInt(people.count());
                String[] facts = people.facts().get(person);
                double error = (people.rich()[person] ? 1 : 0) - model.probability(facts);
                loss -= Math.log1p(-Math.abs(error));
                learn(EVERYBODY, error, weights, squares);
                for (String fact : facts) {
                    learn(fact, error, weights, squares);
                }
            }
            lossByRound.accept(loss / people.count());
        }
        return model;
    }

    private static void learn(String fact, double error, Map<String, Double> weights, Map<String, Double> squares) {
        double square = squares.merge(fact, error * error, Double::sum);
        if (square > 0) {
            weights.merge(fact, RATE * error / Math.sqrt(square), Double::sum);
        }
    }

    /** One fact and its weight a line. */
    static final class Format implements ArtifactFormat<IncomeModel> {
        private static final String FILE = "weights.tsv";

        @Override
        public void write(IncomeModel model, Path folder) throws IOException {
            List<String> lines = new TreeMap<>(model.weights)
                    .entrySet().stream()
                            .map(weight -> weight.getKey() + '\t' + weight.getValue())
                            .toList();
            Files.write(folder.resolve(FILE), lines);
        }

        @Override
        public IncomeModel read(Path folder) throws IOException {
            Map<String, Double> weights = new HashMap<>();
            for (String line : Files.readAllLines(folder.resolve(FILE))) {
                int tab = line.indexOf('\t');
                weights.put(line.substring(0, tab), Double.valueOf(line.substring(tab + 1)));
            }
            return new IncomeModel(weights);
        }
    }
}
