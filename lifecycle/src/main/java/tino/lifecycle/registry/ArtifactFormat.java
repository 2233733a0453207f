package tino.lifecycle.registry;

import java.io.IOException;
import java.nio.file.Path;

/** How a model is kept on disk: a folder of files, whose checksums the registry keeps. */
public interface ArtifactFormat<M> {

    /** Writes the model into an empty folder. */
    void write(M model, Path folder) throws IOException;

    /** @throws IOException if the files are not a model of this format, naming the file and what is wrong with it */
    M read(Path folder) throws IOException;
}
