package tino.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tino.ranking.lambdamart.JudgedTraining;
import tino.ranking.lambdamart.SmallData;
import tino.trees.Library;
import tino.trees.train.LightGbm;
import tino.trees.train.TreeTrainer;
import tino.trees.train.Xgboost;

/** How to learn, on the command line. */
final class LearningOptions {
    /** What a LightGBM configuration file says beside parameters of learning: our own options say it, or it says nothing here. */
    private static final Set<String> ABOUT_FILES = Set.of(
            "task",
            "data",
            "valid_data",
            "valid",
            "test",
            "output_model",
            "input_model",
            "output_result",
            "label_column",
            "metric_freq",
            "is_training_metric",
            "num_machines",
            "local_listen_port",
            "machine_list_file",
            "is_save_binary_file",
            "use_two_round_loading",
            "two_round_loading",
            "is_enable_sparse",
            "header");

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "lightgbm (default) or xgboost.",
            defaultValue = "LIGHTGBM")
    private Library algorithm = Library.LIGHTGBM;

    @Option(
            names = "--param",
            paramLabel = "K=V",
            description = {
                "A parameter of the library, by its own name. Without any, the project's defaults for small data are",
                "taken; with any, everything else is as the library has it."
            })
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Parameters from a file of LightGBM's form, key = value a line; --param goes first.")
    private @Nullable Path config;

    @Option(
            names = "--models",
            paramLabel = "N",
            description = "Models of different seeds summed into one (default: 1 with --param or --config).")
    private @Nullable Integer models;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Same data, parameters and seed: same model (default: 1).")
    private int seed = 1;

    Library library() {
        return algorithm;
    }

    int seed() {
        return seed;
    }

    /** @param fixed further parameters, which go before all others */
    JudgedTraining training(Map<String, String> fixed) throws IOException {
        TreeTrainer trainer = algorithm == Library.LIGHTGBM ? new LightGbm() : new Xgboost();
        if (parameters.isEmpty() && config == null) {
            JudgedTraining defaults = SmallData.training(trainer);
            Map<String, String> all = new LinkedHashMap<>(defaults.parameters());
            all.putAll(fixed);
            return new JudgedTraining(trainer, all, models == null ? defaults.models() : models);
        }
        Map<String, String> all = new LinkedHashMap<>(SmallData.objective(trainer));
        if (config != null) {
            all.putAll(configuration(config));
        }
        all.putAll(parameters);
        all.putAll(fixed);
        return new JudgedTraining(trainer, all, models == null ? 1 : models);
    }

    private static Map<String, String> configuration(Path file) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            int equals = line.indexOf('=');
            if (line.isEmpty()) {
                continue;
            }
            if (equals < 1) {
                throw new Failure(
                        Exit.FAILED, file + " line " + (i + 1) + ": expected key = value, found '" + line + "'");
            }
            String key = line.substring(0, equals).strip();
            if (!ABOUT_FILES.contains(key)) {
                found.put(key, line.substring(equals + 1).strip());
            }
        }
        return found;
    }
}
