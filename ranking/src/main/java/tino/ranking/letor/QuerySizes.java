package tino.ranking.letor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The side file of a judgement list: how many lines each query has, one number a line, in order. */
final class QuerySizes {
    private QuerySizes() {}

    static int[] read(Path file, int rows, Path data) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int[] sizes = new int[lines.size()];
        int count = 0;
        long sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            sizes[count] = size(line, file, i + 1);
            sum += sizes[count++];
        }
        if (sum != rows) {
            throw new LetorException(file + " counts " + sum + " lines in " + count + " queries, but " + data + " has "
                    + rows + ". Maybe it belongs to another file.");
        }
        return Arrays.copyOf(sizes, count);
    }

    private static int size(String line, Path file, int number) {
        try {
            int size = Integer.parseInt(line);
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new LetorException(file + " line " + number
                + ": expected the number of lines of a query, at least 1, found '" + line + "'");
    }
}
