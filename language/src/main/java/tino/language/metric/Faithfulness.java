package tino.language.metric;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import tino.language.Passage;

/**
 * How much of an answer is in the passages that it cites, whichever sentence cites which. Numbers must be there as they are. Shares of an
 * answer without claims are not numbers, nor is the one of numbers where it has none.
 *
 * @param score mean over the claims of the share of content words that are in the passages, 0 for a claim with a number that is not
 * @param claims share of the claims that the passages support, see {@link CitationScore}
 * @param words share of the content words of all claims
 * @param numbers share of the numbers of all claims
 */
public record Faithfulness(double score, double claims, double words, double numbers) {

    public static Faithfulness of(List<Claim> claims, Collection<Passage> passages) {
        Evidence evidence = Evidence.all(passages.stream().map(Evidence::of).toList());
        List<Support> supports = claims.stream()
                .map(claim -> Support.of(Evidence.of(Stream.of(claim.text())), evidence))
                .toList();
        return new Faithfulness(
                supports.stream().mapToDouble(Support::share).average().orElse(Double.NaN),
                supports.stream()
                        .mapToDouble(support -> support.holds() ? 1 : 0)
                        .average()
                        .orElse(Double.NaN),
                (double) supports.stream().mapToInt(Support::foundWords).sum()
                        / supports.stream().mapToInt(Support::words).sum(),
                (double) supports.stream().mapToInt(Support::foundNumbers).sum()
                        / supports.stream().mapToInt(Support::numbers).sum());
    }
}
