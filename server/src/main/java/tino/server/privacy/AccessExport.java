package tino.server.privacy;

import java.io.OutputStream;
import java.time.Instant;
import tino.lifecycle.privacy.Subjects;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Everything of a person as one JSON document, written as it is read: {@code {"id", "at", "stores": {store: [row, …]}}}. */
public final class AccessExport implements AutoCloseable {
    private static final ObjectWriter INDENTED = JsonMapper.shared().writerWithDefaultPrettyPrinter();

    private final JsonGenerator json;

    private AccessExport(JsonGenerator json) {
        this.json = json;
    }

    /**
     * @param out is closed at the end
     * @return whether there is such a person
     */
    public static boolean write(Subjects subjects, String id, Instant now, OutputStream out) {
        try (AccessExport export = new AccessExport(INDENTED.createGenerator(out, JsonEncoding.UTF8))) {
            return export.write(subjects, id, now);
        }
    }

    private boolean write(Subjects subjects, String id, Instant now) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeStringProperty("at", now.toString());
        json.writeObjectPropertyStart("stores");
        boolean[] inStore = new boolean[1];
        boolean there = subjects.export(id, new Subjects.Export() {
            @Override
            public void store(String name) {
                if (inStore[0]) {
                    json.writeEndArray();
                }
                json.writeArrayPropertyStart(name);
                inStore[0] = true;
            }

            @Override
            public void row(JsonNode row) {
                json.writePOJO(row);
            }
        });
        if (inStore[0]) {
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
        return there;
    }

    @Override
    public void close() {
        json.close();
    }
}
