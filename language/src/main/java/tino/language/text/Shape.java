package tino.language.text;

/** What kind of thing a word may be, by its look alone. */
public final class Shape {
    private Shape() {}

    public static boolean isNumeric(Words words, int word) {
        return Character.isDigit(words.text().charAt(words.start(word))) || Portuguese.isNumber(words.folded(word));
    }

    /** A number of four digits from 1000 to 2100. */
    public static boolean isYear(Words words, int word) {
        String folded = words.folded(word);
        if (folded.length() != 4 || !folded.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int year = Integer.parseInt(folded);
        return year >= 1000 && year <= 2100;
    }

    public static boolean isTime(Words words, int word) {
        return isYear(words, word) || Portuguese.isTime(words.folded(word));
    }

    public static boolean isCapital(Words words, int word) {
        return Character.isUpperCase(words.text().codePointAt(words.start(word)));
    }

    /** An acronym: two capitals or more, nothing else. */
    public static boolean isAcronym(Words words, int word) {
        String text = words.text();
        return words.end(word) - words.start(word) >= 2
                && text.substring(words.start(word), words.end(word)).chars().allMatch(Character::isUpperCase);
    }

    /** Ends like an infinitive. */
    public static boolean isInfinitive(Words words, int word) {
        String folded = words.folded(word);
        return folded.length() > 3
                && (folded.endsWith("ar") || folded.endsWith("er") || folded.endsWith("ir") || folded.endsWith("por"))
                && !words.isFunction(word);
    }

    public static boolean isGerund(Words words, int word) {
        return words.folded(word).length() > 4 && words.folded(word).endsWith("ndo");
    }

    public static boolean isParticiple(Words words, int word) {
        String folded = words.folded(word);
        return folded.length() > 4
                && (folded.endsWith("ado")
                        || folded.endsWith("ada")
                        || folded.endsWith("ados")
                        || folded.endsWith("adas")
                        || folded.endsWith("ido")
                        || folded.endsWith("ida")
                        || folded.endsWith("idos")
                        || folded.endsWith("idas"));
    }

    /** A form of ser, estar, ter, haver or a word that ends like a finite verb. Guesses: nouns may end so, too. */
    public static boolean isFiniteVerb(Words words, int word) {
        String folded = words.folded(word);
        return switch (folded) {
            case "sao",
                    "era",
                    "eram",
                    "foi",
                    "foram",
                    "sera",
                    "serao",
                    "seria",
                    "esta",
                    "estao",
                    "estava",
                    "tem",
                    "tinha",
                    "ha",
                    "deve",
                    "devem",
                    "pode",
                    "podem",
                    "podera",
                    "poderao",
                    "devera",
                    "deverao",
                    "possui",
                    "possuem",
                    "consiste",
                    "inclui",
                    "fica",
                    "visa",
                    "permite",
                    "permitem",
                    "realiza",
                    "utiliza",
                    "oferece",
                    "envolve",
                    "exige",
                    "surgiu",
                    "fez",
                    "cabe",
                    "compete" -> true;
            case "e" -> Character.toLowerCase(words.text().charAt(words.start(word))) == 'é';
            default ->
                folded.length() > 4
                        && !words.isFunction(word)
                        && (folded.endsWith("ou")
                                || folded.endsWith("aram")
                                || folded.endsWith("eram")
                                || folded.endsWith("iram")
                                || folded.endsWith("ava")
                                || folded.endsWith("avam")
                                || folded.endsWith("iu")
                                || folded.endsWith("eu")
                                || folded.endsWith("rao") && folded.length() > 5
                                || folded.endsWith("ria") && folded.length() > 6
                                || folded.endsWith("sse")
                                || folded.endsWith("am")
                                || folded.endsWith("em") && folded.length() > 5);
        };
    }

    /** Names of deeds and qualities: -ção, -mento, -dade, -agem, … */
    public static boolean isAbstract(Words words, int word) {
        String folded = words.folded(word);
        return folded.length() > 5
                && (folded.endsWith("cao")
                        || folded.endsWith("coes")
                        || folded.endsWith("mento")
                        || folded.endsWith("mentos")
                        || folded.endsWith("dade")
                        || folded.endsWith("dades")
                        || folded.endsWith("agem")
                        || folded.endsWith("ncia")
                        || folded.endsWith("ncias")
                        || folded.endsWith("ura")
                        || folded.endsWith("sao")
                        || folded.endsWith("ismo"));
    }

    /** People by their endings: -or, -ista, -nte, and those in the list. */
    public static boolean isPerson(Words words, int word) {
        String folded = words.folded(word);
        return Portuguese.isPerson(folded)
                || folded.length() > 5
                        && (folded.endsWith("ista")
                                || folded.endsWith("istas")
                                || folded.endsWith("dor")
                                || folded.endsWith("dores")
                                || folded.endsWith("tor")
                                || folded.endsWith("tores"));
    }
}
