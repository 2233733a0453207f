package tino.lifecycle.adult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tino.lifecycle.dataset.RealData;

/**
 * People of the census data set Adult (Kohavi, "Scaling up the accuracy of naive-Bayes classifiers", KDD 1996), those of
 * whom something is unknown left out, in their files' order.
 *
 * @param facts of each, in words such as {@code education=Bachelors}
 * @param rich whether each earns more than 50,000 dollars a year
 */
record Adults(List<String[]> facts, boolean[] rich, String[] sex) {

    /** One line of a file: 14 columns and what is to be foretold. */
    record Person(String[] columns) {
        boolean known() {
            return Arrays.stream(columns).noneMatch("?"::equals);
        }

        boolean rich() {
            return columns[14].startsWith(">50K");
        }

        String sex() {
            return columns[9];
        }

        /** Numbers become steps; the sampling weight and the education's number say nothing of their own. */
        String[] facts() {
            return new String[] {
                "age=" + Math.min(number(0) / 5, 14),
                "work=" + columns[1],
                "education=" + columns[3],
                "marriage=" + columns[5],
                "occupation=" + columns[6],
                "relationship=" + columns[7],
                "race=" + columns[8],
                "sex=" + columns[9],
                "gain=" + magnitude(number(10)),
                "loss=" + magnitude(number(11)),
                "hours=" + number(12) / 5,
                "country=" + columns[13]
            };
        }

        private int number(int column) {
            return Integer.parseInt(columns[column]);
        }

        /** In quarters of a doubling. */
        private static long magnitude(int dollars) {
            return Math.round(4 * Math.log1p(dollars) / Math.log(2));
        }
    }

    /** @param name {@code adult.data} or {@code adult.test}; the test is skipped, saying so, where it is not there */
    static List<Person> read(String name) throws IOException {
        Path file = RealData.folder("adult").resolve(name);
        try (var lines = Files.lines(file)) {
            return lines.skip(1)
                    .map(line -> line.split(", ?"))
                    .filter(columns -> columns.length == 15)
                    .map(Person::new)
                    .filter(Person::known)
                    .toList();
        }
    }

    Adults part(int from, int to) {
        return new Adults(
                new ArrayList<>(facts.subList(from, to)),
                Arrays.copyOfRange(rich, from, to),
                Arrays.copyOfRange(sex, from, to));
    }

    int count() {
        return rich.length;
    }
}
