package tino.hiring.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The chance of each made-up applicant to be hired, by code, which no model sees. */
public record Truth(Map<String, Double> chances) {

    /** @param folder with the {@code truth.csv} of {@link tino.hiring.seed.HiringFiles} */
    public static Truth of(Path folder) throws IOException {
        Map<String, Double> chances = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(folder.resolve("truth.csv"))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comma = line.indexOf(',');
                chances.put(line.substring(0, comma), Double.parseDouble(line.substring(comma + 1)));
            }
        }
        return new Truth(chances);
    }

    /** @throws IllegalArgumentException if nobody has that code */
    public double of(String code) {
        Double chance = chances.get(code);
        if (chance == null) {
            throw new IllegalArgumentException("Expected the code of a made-up applicant, got " + code);
        }
        return chance;
    }
}
