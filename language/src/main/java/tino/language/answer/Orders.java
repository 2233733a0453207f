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
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\x{E0000}-\\x{E007F}&&[^\\u00AD]]|<!--.*?-->", Pattern.DOTALL);
    private static final Pattern PICTURE = Pattern.compile("!\\[[^]]*]\\([^)]*\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    /** Numbers of sources that a source gives itself. */
    private static final Pattern MARKER = Pattern.compile("\\[(\\s*\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*\\s*)]");

    private static final Pattern PARAGRAPH_END = Pattern.compile("\\s*\\n\\s*");

    /** So many paragraphs with orders, and nothing of the passage is trusted. */
    private static final int TOO_MANY = 2;

    private static final List<Pattern> ORDERS = List.of(
            words(
                    "\\b(ignor|desconsider|esquec|desobede|sobrescrev|abandon)\\w* .{0,60}(instruc|ordem|ordens|regra|prompt|acima|anterior|diretriz|contexto|fonte|pergunta)"),
            words(
                    "\\b(ignore|disregard|forget|override|bypass) .{0,60}(instruction|previous|above|prior|rule|prompt|context|system|question)"),
            words("\\b(prompt|mensagem|instruc\\w+) (do|de) sistema\\b"),
            words("\\bsystem ?(prompt|message|instruction)s?\\b"),
            words("^\\W*(system|assistant|user|sistema|assistente|usuario|human|ai|modelo|model|llm) ?[:>\\]|,]"),
            // What a source shows people has no tags and is no JSON: their readers take those away.
            words("<[/|!]?\\|?[a-z_]+"),
            words("\\[/?inst]|<</?sys>>|###? ?(instruction|system|resposta|response)"),
            words("\"[a-z_]+\" ?: ?[\"\\[{\\d]"),
            words(
                    "\\b(respond|responda|diga|escreva|imprima|retorne|repita|inclua|output|print|say|answer|reply|write|return|repeat)\\w*\\b.{0,40}\\b(apenas|somente|exatamente|exclusivamente|only|exactly|verbatim|nothing more|nada mais|sem mais nada)\\b"),
            words(
                    "\\b(apenas|somente|only)\\b.{0,20}\\b(responda|diga|escreva|imprima|retorne|respond|reply|answer with|output)\\b"),
            words("\\b(answer|reply|respond) with the\\b|\\brepeat ?:"),
            words("\\b(escreva|diga|imprima|repita) (a palavra|o codigo|a frase|o texto|[\"“'«])"),
            words(
                    "\\b(a partir de agora|de agora em diante|from now on)\\b.{0,80}\\b(voce|you|responda|aja|act|deve|must|fonte|assistente)\\b"),
            words(
                    "\\b(voce (nao )?e( mais)?|voce agora e|you are( now| no longer)?|you re) (agora |now )?(um|uma|o|a|an|the)? ?(assistente|modelo|ia|chatgpt|dan|gpt|llm|assistant|model|ai|administrador|desenvolvedor|developer)\\b"),
            words(
                    "\\b(assistente|modelo de linguagem|chatbot|language model|llm)\\b.{0,60}\\b(deve|devera|precisa|must|should|shall|tem de|tem que)\\b"),
            words(
                    "\\b(toda|todas|qualquer|cada|any|every|all)\\b.{0,20}\\b(resposta|respostas|answer|answers|response|responses)\\b.{0,40}\\b(deve|devem|terminar|termine|incluir|must|end|include)\\b"),
            words(
                    "\\b(inclua|insira|coloque|ponha|include|insert)\\b.{0,60}\\b(na|nas|em|in|no fim d[ae]|at the end of)\\b.{0,30}\\b(resposta|respostas|answer|answers)\\b"),
            words("\\b(formato|format)\\b.{0,30}\\b(saida|resposta|output|response|answer)\\b.{0,20}:"),
            words(
                    "\\b(nao mencione|nao revele|nao cite|do not mention|don t mention|do not cite)\\b.{0,60}\\b(politica|instruc\\w+|trecho|trechos|fonte|fontes|policy|instruction\\w*|source|sources|passage)"),
            words(
                    "\\b(revele|exponha|mostre|envie|vaze|reveal|expose|leak|send|exfiltrate)\\b.{0,60}\\b(prompt|instruc\\w+|instruction\\w*|chave|senha|api key|token|password|secret|segredo|conversa|historico|conversation)"),
            words("\\b(prevalece|vale mais|tem prioridade)\\b.{0,40}\\b(outras|demais) (fontes|trechos)\\b"),
            words("\\bmodo (desenvolvedor|debug|dan|administrador)|developer mode|jailbreak"),
            words(
                    "\\b(decodifique|decode|execute|eval)\\b.{0,40}\\b(base64|rot13|hexadecimal|codigo|code|seguinte|following|comando|command)"),
            words("\\bjavascript ?:"));

    private Orders() {}

    private static Pattern words(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Whether a sentence speaks to a model. */
    public static boolean isOne(String sentence) {
        String plain = plain(sentence);
        return ORDERS.stream().anyMatch(order -> order.matcher(plain).find());
    }

    /**
     * The passage without paragraphs and headings that speak to a model, without what nobody sees, links, pictures that a page would fetch from elsewhere, and
     * with numbers in brackets that are no source's of ours in parentheses. Its text is empty where too much of it speaks to a model.
     */
    public static Passage without(Passage passage) {
        String visible = visible(passage.text());
        String text = isOne(visible) ? withoutOrders(visible) : visible;
        String title = heading(passage.title());
        String section = heading(passage.section());
        return text.equals(passage.text()) && title.equals(passage.title()) && section.equals(passage.section())
                ? passage
                : new Passage(passage.id(), passage.source(), title, section, text, passage.url());
    }

    private static String heading(String text) {
        String visible = visible(text);
        return isOne(visible) ? "" : visible;
    }

    private static String visible(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("");
        visible = PICTURE.matcher(visible).replaceAll("");
        visible = LINK.matcher(visible).replaceAll("$1");
        return MARKER.matcher(visible).replaceAll("($1)");
    }

    private static String withoutOrders(String text) {
        StringBuilder kept = new StringBuilder();
        int orders = 0;
        for (String paragraph : PARAGRAPH_END.split(text)) {
            if (isOne(paragraph)) {
                orders++;
            } else {
                kept.append(kept.isEmpty() ? "" : "\n").append(paragraph);
            }
        }
        return orders >= TOO_MANY ? "" : kept.toString();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[\\p{Cf}]", "")
                .replaceAll("[*_`]+", "")
                .replaceAll("[ \\t]+", " ");
    }
}
