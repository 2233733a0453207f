package tino.server.start;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tino.marketplace.search.ProfessionalSearch;
import tino.marketplace.search.SearchRequest;

/**
 * Runs some searches the whole way, from text to ranked results and without logging them, before the server says that it is
 * ready: the first client does not wait for code to be compiled and files to be read.
 */
@Component
@Order(10)
final class WarmUp implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final List<String> QUERIES = List.of("eletricista 24h", "aula de inglês", "site", "dieta", "foto");
    private static final int ROUNDS = 20;

    private final ProfessionalSearch search;

    WarmUp(ProfessionalSearch search) {
        this.search = search;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (String text : QUERIES) {
                    search.preview(new SearchRequest(text, null, null, null, SearchRequest.DEFAULT_RADIUS));
                }
            }
        } catch (RuntimeException e) {
            // An index that is just being built anew, say. The pages and the events are of use without it.
            LOG.warn("Not warmed up: {}", e.toString());
        }
    }
}
