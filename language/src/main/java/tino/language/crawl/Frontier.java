package tino.language.crawl;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Addresses to be fetched, each once: those of the host that may be asked soonest first, of one host in their order. */
final class Frontier {
    private final Pace pace;
    private final int most;
    private final Set<URI> seen = new HashSet<>();
    private final Map<String, Deque<Target>> waiting = new LinkedHashMap<>();

    /**
     * An address to be fetched.
     *
     * @param depth links from a start address
     * @param from the addresses that were redirected here, the first one first
     * @param tries so far
     */
    record Target(URI address, int depth, List<URI> from, int tries) {
        Target {
            from = List.copyOf(from);
        }

        Target again() {
            return new Target(address, depth, from, tries + 1);
        }

        Target redirected(URI to) {
            return new Target(
                    to, depth, Stream.concat(from.stream(), Stream.of(address)).toList(), 0);
        }
    }

    /** @param most addresses that are remembered */
    Frontier(Pace pace, int most) {
        this.pace = pace;
        this.most = most;
    }

    /** @return false if it was there already, or there are too many */
    boolean add(Target target) {
        if (seen.size() >= most || !seen.add(target.address())) {
            return false;
        }
        queue(target.address()).addLast(target);
        return true;
    }

    void retry(Target target) {
        queue(target.address()).addFirst(target.again());
    }

    private Deque<Target> queue(URI address) {
        return waiting.computeIfAbsent(Addresses.host(address), _ -> new ArrayDeque<>());
    }

    Optional<Target> next() {
        return waiting.entrySet().stream()
                .filter(host -> !host.getValue().isEmpty())
                .min(Comparator.comparing(host -> pace.ready(host.getKey())))
                .map(host -> host.getValue().removeFirst());
    }
}
