package tino.lifecycle.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data that lies beside the repository and is not part of it. */
public final class RealData {
    private RealData() {}

    /** The folder of a data set; the test is skipped, saying so, where it is not there. */
    public static Path folder(String name) {
        String set = System.getProperty("TINO_TEST_DATA", System.getenv("TINO_TEST_DATA"));
        Path root = set != null ? Path.of(set) : Path.of("..", "..", "shared", "data");
        Path folder = root.resolve(name);
        // Real data has its own licence and is never a part of the repository.
        if (!Files.isDirectory(folder)) {
            String why = "Skipped: the real data " + folder.toAbsolutePath().normalize()
                    + " is not there. TINO_TEST_DATA names the folder that holds it.";
            // Of a class that is skipped as a whole a report says nothing.
            System.out.println(why);
            Assumptions.abort(why);
        }
        return folder;
    }
}
