package tino.language.provider;

import java.util.List;
import tino.language.Retrieved;

/**
 * What an answer must rest on. Models that write read the same from the messages; those that take sentences over take them from here.
 *
 * @param question one sentence that can be understood by itself
 * @param passages best first; an answer cites the first as {@code [1]}, the next as {@code [2]}, …
 */
public record Grounding(String question, List<Retrieved> passages) {
    public Grounding {
        passages = List.copyOf(passages);
    }
}
