package tino.language.answer;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tino.language.Passage;

/**
 * Orders to a model that hide in a source. A sentence that speaks to whoever reads the source for somebody else is not taken from it:
 * neither quoted nor shown to a model. Patterns cannot find all of them (Greshake et al. 2023, "Not what you've signed up for"), so they are
 * the second line only: sources are given to models as data, marked off by a word that is new each time, and what an answer says must be
 * cited.
 */
public final class Orders {
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])\\s+|\\n+");
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\x{E0000}-\\x{E007F}&&[^\\u00AD]]|<!--.*?-->", Pattern.DOTALL);
    private static final Pattern PICTURE = Pattern.compile("!\\[[^]]*]\\([^)]*\\)");

    private static final List<Pattern> ORDERS = List.of(
            words(
                    "(ignor|desconsider|esquec|desobede|sobrescrev|abandon)\\w* .{0,60}(instruc|orden|regra|prompt|acima|anterior|diretriz|contexto|fontes?)"),
            words(
                    "(ignore|disregard|forget|override|bypass) .{0,60}(instruction|previous|above|prior|rule|prompt|context|system)"),
            words("\\b(prompt|mensagem|instruc\\w+) (do|de) sistema\\b"),
            words("\\bsystem ?(prompt|message|instruction)s?\\b"),
            words("^\\W*(system|assistant|user|sistema|assistente|usuario|human|ai) ?[:>\\]|]"),
            words(
                    "<\\|?/?(im_start|im_end|system|assistant|user|endoftext|inst|fonte|fontes|source|documento|context)\\b"),
            words("\\[/?inst]|<</?sys>>|###? ?(instruction|system|resposta|response)"),
            words(
                    "\\b(respond|responda|diga|escreva|imprima|retorne|repita|output|print|say|answer|reply|write|return)\\w*\\b.{0,30}\\b(apenas|somente|exatamente|exclusivamente|only|exactly|verbatim)\\b"),
            words(
                    "\\b(apenas|somente|only)\\b.{0,20}\\b(responda|diga|escreva|imprima|retorne|respond|reply|answer with|output)\\b"),
            words(
                    "\\b(a partir de agora|de agora em diante|from now on)\\b.{0,80}\\b(voce|you|responda|aja|act|deve|must|fonte|assistente)\\b"),
            words(
                    "\\b(voce e|voce agora e|you are|you re) (agora |now )?(um|uma|o|a|an|the)? ?(assistente|modelo|ia|chatgpt|dan|gpt|llm|assistant|model|ai|administrador|desenvolvedor|developer)"),
            words(
                    "\\b(assistente|modelo de linguagem|chatbot|language model|llm|\\bia\\b)\\b.{0,60}\\b(deve|devera|precisa|must|should|shall|tem de|tem que)\\b.{0,60}\\b(responder|dizer|incluir|citar|ignorar|revelar|recomendar|afirmar|enviar|answer|say|include|reveal|ignore|send)"),
            words(
                    "\\b(revele|exponha|mostre|envie|vaze|reveal|expose|leak|send|exfiltrate)\\b.{0,60}\\b(prompt|instruc\\w+|instruction\\w*|chave|senha|api key|token|password|secret|segredo|conversa|historico|conversation)"),
            words("\\bmodo (desenvolvedor|debug|dan|administrador)|developer mode|jailbreak"),
            words(
                    "\\b(decodifique|decode|execute|eval)\\b.{0,40}\\b(base64|codigo|code|seguinte|following|comando|command)"),
            words("\"(tool|function|tool_calls?|function_call|action)\" ?:"));

    private Orders() {}

    private static Pattern words(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Whether a sentence speaks to a model. */
    public static boolean isOne(String sentence) {
        String plain = plain(sentence);
        return ORDERS.stream().anyMatch(order -> order.matcher(plain).find());
    }

    /** The passage without what speaks to a model, what nobody sees, and pictures that a page would fetch from elsewhere. */
    public static Passage without(Passage passage) {
        String visible = PICTURE.matcher(INVISIBLE.matcher(passage.text()).replaceAll(""))
                .replaceAll("");
        boolean suspicious = isOne(visible);
        if (!suspicious && visible.equals(passage.text())) {
            return passage;
        }
        StringBuilder kept = new StringBuilder();
        int from = 0;
        var end = SENTENCE_END.matcher(visible);
        while (true) {
            boolean found = end.find();
            String sentence = visible.substring(from, found ? end.start() : visible.length());
            if (!isOne(sentence)) {
                kept.append(sentence).append(found ? end.group() : "");
            }
            if (!found) {
                break;
            }
            from = end.end();
        }
        // An order that is split over sentences is in none of them alone.
        String text = isOne(kept.toString()) && !crossesLongText(kept)
                ? ""
                : kept.toString().strip();
        return new Passage(passage.id(), passage.source(), passage.title(), passage.section(), text, passage.url());
    }

    /** Of a long text, a match over sentences is chance. */
    private static boolean crossesLongText(StringBuilder text) {
        return text.length() > 2_000;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[\\p{Cf}]", "")
                .replaceAll("[*_`]+", "")
                .replaceAll("[ \\t]+", " ");
    }
}
