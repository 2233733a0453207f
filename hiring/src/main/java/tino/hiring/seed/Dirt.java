package tino.hiring.seed;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What happens to true values on their way into the files: gaps, forms of writing, scanners. The shares are the known amounts. */
final class Dirt {
    /** Shares of fields left empty although there is something to say. */
    static final double NO_CPF = .20;

    static final double NO_SEX = .08;
    static final double NO_PCD = .15;
    static final double NO_BIRTH = .10;
    static final double NO_AREA = .08;
    static final double NO_TITLE = .08;
    static final double NO_SCHOOL = .06;
    static final double NO_LANGUAGE = .08;

    /** Shares of CVs that come as HTML, without accents, in capitals, from a scanner. */
    static final double HTML = .06;

    static final double NO_ACCENTS = .12;
    static final double CAPITALS = .05;
    static final double SCANNED = .05;

    /** Share of stated salaries that mean nothing. */
    static final double SENSELESS = .02;

    private static final DateTimeFormatter DASHES = DateTimeFormatter.ofPattern("dd-MM-uuuu");
    private static final DateTimeFormatter SLASHES = DateTimeFormatter.ofPattern("dd/MM/uuuu");

    private Dirt() {}

    static String unless(double share, String value, RandomGenerator random) {
        return random.nextDouble() < share ? "" : value;
    }

    /** Mostly {@code 31-12-2025}, some {@code 31/12/2025}, some {@code 2025-12-31}. */
    static String date(LocalDate date, RandomGenerator random) {
        double kind = random.nextDouble();
        return kind < .80 ? date.format(DASHES) : kind < .92 ? date.format(SLASHES) : date.toString();
    }

    /** In one of many forms; some mean nothing. */
    static Object salary(double reais, RandomGenerator random) {
        long rounded = Math.max(100, Math.round(reais / 100) * 100);
        if (random.nextDouble() < SENSELESS) {
            return switch (random.nextInt(5)) {
                case 0 -> "-" + rounded;
                case 1 -> "999999999";
                case 2 -> "a combinar";
                case 3 -> "12";
                default -> "NaN";
            };
        }
        String dotted = String.format(Locale.ROOT, "%,d", rounded).replace(',', '.');
        return switch (random.nextInt(8)) {
            case 0 -> "R$ " + dotted + ",00";
            case 1 -> dotted + ",00";
            case 2 -> Long.toString(rounded);
            case 3 -> "R$" + rounded;
            case 4 -> rounded % 1_000 == 0 ? rounded / 1_000 + "k" : dotted;
            case 5 -> (rounded / 1_000.0 + " mil").replace('.', ',');
            case 6 -> rounded;
            default -> rounded + ",00 CLT";
        };
    }

    static String text(String clean, RandomGenerator random) {
        String text = clean;
        if (random.nextDouble() < NO_ACCENTS) {
            text = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        }
        if (random.nextDouble() < CAPITALS) {
            text = text.toUpperCase(Locale.ROOT);
        }
        if (random.nextDouble() < SCANNED) {
            text = scanned(text, random);
        } else if (random.nextDouble() < HTML) {
            text = html(text);
        }
        return text;
    }

    private static String html(String text) {
        return "<p>"
                + text.replace("ç", "&ccedil;")
                        .replace("ã", "&atilde;")
                        .replace("á", "&#225;")
                        .replace(", ", ",&nbsp;")
                        .replace("\n", "<br/>\n<b>")
                + "</b></p>";
    }

    /** One letter in forty is misread; spaces double, words break at the end of lines. */
    private static String scanned(String text, RandomGenerator random) {
        StringBuilder read = new StringBuilder(text.length() + 100);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int chance = random.nextInt(40);
            if (chance == 0) {
                read.append(
                        switch (c) {
                            case 'o', 'O' -> '0';
                            case 'i', 'l' -> '1';
                            case 's' -> '5';
                            default -> c;
                        });
            } else {
                read.append(c);
            }
            if (c == ' ' && chance < 4) {
                read.append(' ');
            } else if (chance == 1
                    && Character.isLetter(c)
                    && i + 1 < text.length()
                    && Character.isLetter(text.charAt(i + 1))) {
                read.append("-\n");
            }
        }
        return read.toString();
    }
}
