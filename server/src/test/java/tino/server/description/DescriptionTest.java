package tino.server.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tino.server.RunningServer;
import tools.jackson.databind.JsonNode;

/** What clients are generated from. */
final class DescriptionTest {
    private final JsonNode document =
            RunningServer.tree(RunningServer.shared().anybody().get("/v3/api-docs"));

    @Test
    void isOpenApi31() {
        assertThat(document.get("openapi").asString()).startsWith("3.1");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValues("$ref").stream()
                .map(JsonNode::asString)
                .distinct()
                .toList();
        assertThat(references).isNotEmpty();
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<String> names = new ArrayList<>();
        for (JsonNode path : document.get("paths")) {
            for (JsonNode operation : path) {
                names.add(operation.get("operationId").asString());
            }
        }
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z0-9]+"));
        assertThat(names).contains("tokenExchange", "searchSearch", "professionalCreate");
    }
}
