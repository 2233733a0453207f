package tino.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import tino.ranking.letor.Judgements;
import tino.trees.TreeEnsemble;
import tino.trees.format.ModelFormatException;
import tino.trees.format.TreeModelFile;

/** A model file on the command line. */
record RankModel(Path file, TreeEnsemble ensemble) {

    static RankModel read(Path file) throws IOException {
        try {
            return new RankModel(file, TreeModelFile.read(file));
        } catch (ModelFormatException e) {
            throw new Failure(Exit.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** One score a document. */
    double[] score(Judgements data) {
        Judgements fitted = data.fit(ensemble.features());
        double[] scores = new double[fitted.rows()];
        ensemble.scorer().score(fitted.features(), fitted.rows(), scores);
        return scores;
    }
}
