package tino.server.start;

import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tino.marketplace.professional.ProfessionalIndex;
import tino.marketplace.professional.Professionals;
import tino.search.LiveIndex;
import tino.search.RebuildProgress;

/**
 * What has to be done before the server says that it is ready: an index that can be searched, and code that has run. The
 * index holds nothing that the tables do not, so one that is missing, damaged or of another version is built anew.
 */
@Component
@Order(10)
final class WarmUp implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final List<String> QUERIES = List.of("eletricista 24h", "aula de inglês", "site", "dieta", "foto");
    private static final int ROUNDS = 20;

    private final LiveIndex index;
    private final Professionals professionals;

    WarmUp(LiveIndex index, Professionals professionals) {
        this.index = index;
        this.professionals = professionals;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        switch (index.state()) {
            case LiveIndex.State.Ready _ -> {}
            case LiveIndex.State.Empty _ -> rebuild("There is no index yet");
            case LiveIndex.State.Unreadable(var problem) -> rebuild(String.valueOf(problem.getMessage()));
            case LiveIndex.State.Outdated(var reason) -> {
                LOG.warn("The index is outdated ({}) and answers while a new one is built", reason);
                Thread.ofVirtual().name("rebuild").start(() -> rebuild(reason));
            }
        }
        Stream.generate(() -> QUERIES)
                .limit(ROUNDS)
                .flatMap(List::stream)
                .forEach(text -> index.search(text, List.of(), 100));
    }

    private void rebuild(String reason) {
        LOG.info("{}; building it from the tables", reason);
        try {
            ProfessionalIndex.rebuild(index, professionals, RebuildProgress.SILENT);
        } catch (RuntimeException e) {
            // The server is of use without it: pages, events, the console; health says what is missing.
            LOG.error("The index could not be built: {}. `tino index rebuild` tries again.", e.getMessage(), e);
        }
    }
}
