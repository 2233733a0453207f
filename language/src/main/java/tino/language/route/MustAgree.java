package tino.language.route;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tino.language.text.Words;

/**
 * What two questions must have in common, to the letter, before they may share an answer. Vectors of "O que é ACOS?" and "O que é ROAS?"
 * are near each other, and so are those of a question and its opposite.
 */
final class MustAgree {
    private static final Pattern WORD =
            Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}]*|\\p{N}+(?:[.,]\\p{N}+)*|%|R\\$|\\$|€");

    private static final Set<String> NEGATIONS = words(
            "nao nunca jamais nem sem nenhum nenhuma nada tampouco exceto menos fora not no never without none except"
                    + " dont cant isnt");

    /** Words that turn a question round when one takes the place of another. */
    private static final Set<String> OPPOSITES = words(
            "aumentar aumento aumenta diminuir diminuicao diminui reduzir reducao reduz subir sobe cair cai queda maior menor"
                    + " mais melhor pior alto alta baixo baixa antes depois primeiro ultimo minimo maximo vantagem vantagens"
                    + " desvantagem desvantagens ativar desativar ligar desligar pausar comprar vender ganhar perder bom boa ruim"
                    + " increase decrease reduce more less higher lower before after best worst pros contras enable disable como quando onde quem por porque quanto quantos quantas qual quais how when where who why");

    /** By which one begins to ask, whatever it is about. */
    private static final Set<String> ASKING = words(
            "pode podem poderia consegue explica explicar explique explicam diga dizer diz fala falar fale ensina ensinar ensine"
                    + " gostaria queria quero saber entender favor oi ola please tell explain can could");

    /** Metrics and places of retail media; any word in capitals, or with a capital within a sentence, counts as well. */
    private static final Set<String> TERMS = words(
            "acos tacos roas roi cpc cpm cpa cpv cpl ctr cvr cac ltv gmv aov sov kpi sku asin ean seo sem dsp ssp rmn crm api"
                    + " lance lances orcamento conversao clique cliques impressao impressoes alcance frequencia margem receita custo"
                    + " amazon mercado livre mercadolivre meli magalu magazine luiza shopee americanas casas bahia via aliexpress shein"
                    + " temu walmart carrefour ifood rappi google meta facebook instagram tiktok youtube pinterest criteo vtex"
                    + " product ads display brands sponsored video"
                    + " janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro black friday natal"
                    + " dia semana mes ano trimestre hora");

    private MustAgree() {}

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(plain(text).split(" ")));
    }

    /** Without accents, in lower case. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Equal for two questions only if what must agree does: numbers, negations, opposites, names and terms, each as often, and the stems of
     * all words that carry something, in their order. A vector is blind to the order, and one word in another's place moves it little.
     */
    static String of(String question) {
        TreeMap<String, Integer> found = new TreeMap<>();
        Matcher words = WORD.matcher(question);
        boolean first = true;
        while (words.find()) {
            String word = words.group();
            String plain = plain(word);
            boolean named = Character.isUpperCase(word.codePointAt(0)) && (!first || isCapitals(word));
            boolean number = !Character.isLetter(word.codePointAt(0));
            String root = plain.length() > 3 && plain.endsWith("s") ? plain.substring(0, plain.length() - 1) : plain;
            boolean term = TERMS.contains(plain) || TERMS.contains(root) || named;
            if (number || term || NEGATIONS.contains(plain) || OPPOSITES.contains(plain)) {
                found.merge(plain, 1, Integer::sum);
            }
            first = false;
        }
        List<String> order = new ArrayList<>();
        Words all = Words.of(question);
        for (int word = 0; word < all.size(); word++) {
            boolean asksOnly = order.isEmpty() && ASKING.contains(all.folded(word));
            if (!all.isFunction(word) && !asksOnly) {
                order.add(all.stem(word));
            }
        }
        // "de ACOS para ROAS" is not "de ROAS para ACOS".
        return found + "|" + order;
    }

    private static boolean isCapitals(String word) {
        return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    }

    /** So that case, accents' form, blanks and what ends a sentence make no other question. */
    static String normalised(String question) {
        String text = Normalizer.normalize(question, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return String.join(" ", Arrays.asList(text.strip().split("\\s+"))).replaceFirst("[\\s?!.…]+$", "");
    }
}
