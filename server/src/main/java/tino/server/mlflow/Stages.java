package tino.server.mlflow;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;

/** MLflow's stages. To be in production is to be the champion, and nothing else. */
enum Stages {
    NONE("None"),
    STAGING("Staging"),
    PRODUCTION("Production"),
    ARCHIVED("Archived");

    private final String mlflow;

    Stages(String mlflow) {
        this.mlflow = mlflow;
    }

    String mlflow() {
        return mlflow;
    }

    /** @param aliases of the version's model */
    static Stages of(ModelVersion version, Map<String, Integer> aliases) {
        if (Objects.equals(aliases.get(Registry.CHAMPION), version.number())) {
            return PRODUCTION;
        }
        return switch (version.card().stage()) {
            case NONE -> NONE;
            case STAGING -> STAGING;
            case ARCHIVED -> ARCHIVED;
        };
    }

    static Stages named(String name) {
        return Arrays.stream(values())
                .filter(stage -> stage.mlflow.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> MlflowError.invalid("Invalid Model Version stage: '" + name + "'. Value must be one of "
                                + Arrays.stream(values()).map(Stages::mlflow).toList() + "."));
    }

    /** What is written on a version that is not in production. */
    ModelVersion.Stage written() {
        return switch (this) {
            case STAGING -> ModelVersion.Stage.STAGING;
            case ARCHIVED -> ModelVersion.Stage.ARCHIVED;
            case NONE, PRODUCTION -> ModelVersion.Stage.NONE;
        };
    }

    /** Of each stage the newest version, in the order of the stages. @param versions the newest first */
    static List<ModelVersion> latest(List<ModelVersion> versions, Map<String, Integer> aliases, List<Stages> stages) {
        return stages.stream()
                .distinct()
                .flatMap(stage -> versions.stream()
                        .filter(version -> of(version, aliases) == stage)
                        .limit(1))
                .toList();
    }
}
