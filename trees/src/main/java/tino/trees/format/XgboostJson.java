package tino.trees.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tino.trees.Library;
import tino.trees.Tree;
import tino.trees.TreeEnsemble;

/** Reads XGBoost's JSON models (from 1.3 on; booster {@code gbtree}, one output). */
public final class XgboostJson {
    private final JsonPart root;

    private XgboostJson(JsonPart root) {
        this.root = root;
    }

    /**
     * @param json the whole file
     * @param source what to call it in an error
     * @throws ModelFormatException if it is damaged, has several outputs a row or is not made of plain trees
     */
    public static TreeEnsemble read(String json, String source) {
        return new XgboostJson(JsonPart.parse(json, source)).ensemble();
    }

    private TreeEnsemble ensemble() {
        JsonPart learner = root.get("learner");
        JsonPart shape = learner.get("learner_model_param");
        expectAtMostOne(shape, "num_class");
        expectAtMostOne(shape, "num_target");
        int features = shape.get("num_feature").integer();
        if (features < 0) {
            throw shape.get("num_feature").error("a number of features", String.valueOf(features));
        }
        JsonPart booster = learner.get("gradient_booster");
        String kind = booster.get("name").text();
        if (!kind.equals("gbtree")) {
            throw booster.get("name").error("'gbtree'", "'" + kind + "', which is not read");
        }
        String objective = learner.get("objective").get("name").text();
        JsonPart model = booster.get("model");
        List<JsonPart> parts = model.get("trees").list();
        int announced = model.get("gbtree_model_param").get("num_trees").integer();
        if (announced != parts.size()) {
            throw model.get("gbtree_model_param")
                    .get("num_trees")
                    .error(parts.size() + " as there are trees", "" + announced);
        }
        List<Tree> trees = new ArrayList<>(parts.size());
        for (JsonPart part : parts) {
            trees.add(XgboostTree.read(part, features));
        }
        try {
            double base = margin(objective, base(shape.get("base_score")));
            return new TreeEnsemble(Library.XGBOOST, objective, names(learner, features), trees, base);
        } catch (ModelFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw learner.error(String.valueOf(e.getMessage()), e);
        }
    }

    private static void expectAtMostOne(JsonPart shape, String key) {
        if (shape.has(key) && shape.get(key).integer() > 1) {
            throw shape.get(key).error("one score a row", shape.get(key).integer() + ", such models are not read");
        }
    }

    private static List<String> names(JsonPart learner, int features) {
        List<JsonPart> given =
                learner.has("feature_names") ? learner.get("feature_names").list() : List.of();
        if (given.isEmpty()) {
            return IntStream.range(0, features).mapToObj(i -> "f" + i).toList();
        }
        if (given.size() != features) {
            throw learner.get("feature_names").error(features + " names (num_feature)", given.size() + " names");
        }
        return given.stream().map(JsonPart::text).toList();
    }

    /** Up to XGBoost 3.0 a number, later a list of one number. */
    private static float base(JsonPart part) {
        String text = part.text().strip();
        String number = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return Float.parseFloat(number);
        } catch (NumberFormatException e) {
            throw part.error("one number", "'" + text + "'");
        }
    }

    /** The base score is kept as a prediction; sums start from what the objective's link makes of it. */
    private static float margin(String objective, float base) {
        return switch (objective) {
            case "binary:logistic", "binary:logitraw", "reg:logistic" -> (float) -Math.log(1f / base - 1f);
            case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft" -> (float) Math.log(base);
            default -> base;
        };
    }
}
