package tino.language.metric;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tino.language.Passage;

/**
 * Whether citations say what they are cited for: Gao, Yen, Yu and Chen, "Enabling large language models to generate text with citations" (ALCE),
 * EMNLP 2023, with words in the place of their entailment model. A claim is supported by passages that together have at least three quarters
 * of its content words and all of its numbers. A citation is right if its passage supports the claim alone, or if the cited passages
 * support it together and not without this one. One of a number that no passage has is wrong.
 *
 * <p>Of an answer without any marks every passage is one citation, right if it supports some claim; a claim then rests on all of them.
 *
 * @param claims sentences of the answer
 * @param supported of them by what they cite
 * @param citations marks, each number once a sentence
 * @param right of them
 */
public record CitationScore(int claims, int supported, int citations, int right) {

    /** @param passages by the numbers under which the answer cites them */
    public static CitationScore of(List<Claim> claims, Map<Integer, Passage> passages) {
        Map<Integer, Evidence> evidence = passages.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Evidence.of(entry.getValue())));
        boolean marked = claims.stream().anyMatch(claim -> !claim.citations().isEmpty());
        int supported = 0;
        int citations = marked ? 0 : passages.size();
        int right = 0;
        Set<Integer> useful = new TreeSet<>();
        for (Claim claim : claims) {
            Evidence said = Evidence.of(Stream.of(claim.text()));
            List<Integer> cited = marked ? claim.citations() : List.copyOf(passages.keySet());
            boolean together = holds(said, cited, evidence);
            supported += together ? 1 : 0;
            for (int number : cited) {
                if (holds(said, List.of(number), evidence)) {
                    useful.add(number);
                    right += marked ? 1 : 0;
                } else if (marked && together) {
                    List<Integer> others =
                            cited.stream().filter(other -> other != number).toList();
                    right += evidence.containsKey(number) && !holds(said, others, evidence) ? 1 : 0;
                }
            }
            citations += marked ? cited.size() : 0;
        }
        return new CitationScore(claims.size(), supported, citations, marked ? right : useful.size());
    }

    private static boolean holds(Evidence claim, List<Integer> numbers, Map<Integer, Evidence> evidence) {
        List<Evidence> cited = numbers.stream()
                .filter(evidence::containsKey)
                .map(evidence::get)
                .toList();
        return !cited.isEmpty() && Support.of(claim, Evidence.all(cited)).holds();
    }

    /** Share of citations that are right; not a number without citations. */
    public double precision() {
        return (double) right / citations;
    }

    /** Share of claims that what they cite supports; not a number without claims. */
    public double recall() {
        return (double) supported / claims;
    }
}
