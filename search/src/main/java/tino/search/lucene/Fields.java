package tino.search.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;
import tino.search.Document;
import tino.search.Filter;
import tino.search.GeoPoint;
import tino.search.IndexSchema;
import tino.search.analysis.TextAnalysis;

/** How a schema's fields lie in Lucene. Prefixes keep a text, its n-grams and a keyword of one name apart. */
final class Fields {
    static final String ID = "id";
    static final String DOCUMENT = "document";
    static final String VECTOR = "vector";
    private static final String LOCATION = "location";

    private final IndexSchema schema;
    private final DocumentCodec codec;
    private final int dimensions;
    private final boolean grams;

    Fields(IndexSchema schema, int dimensions, boolean grams) {
        this.schema = schema;
        this.codec = new DocumentCodec(schema);
        this.dimensions = dimensions;
        this.grams = grams;
    }

    static String words(String text) {
        return "t." + text;
    }

    static String grams(String text) {
        return "g." + text;
    }

    static Term id(String id) {
        return new Term(ID, id);
    }

    DocumentCodec codec() {
        return codec;
    }

    Analyzer analyzer() {
        TextAnalysis analysis = TextAnalysis.of(schema.language());
        return new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return field.startsWith("g.") ? analysis.grams() : analysis.words();
            }
        };
    }

    /** @throws IllegalArgumentException if the document has fields that the schema lacks or a vector of another length */
    List<Field> of(Document document) {
        schema.check(document);
        List<Field> fields = new ArrayList<>();
        fields.add(new StringField(ID, document.id(), Field.Store.NO));
        fields.add(new BinaryDocValuesField(DOCUMENT, codec.encode(document)));
        for (Map.Entry<String, String> text : document.texts().entrySet()) {
            fields.add(new TextField(words(text.getKey()), text.getValue(), Field.Store.NO));
            if (grams) {
                fields.add(new TextField(grams(text.getKey()), text.getValue(), Field.Store.NO));
            }
        }
        document.keywords().forEach((field, value) -> fields.add(new StringField("k." + field, value, Field.Store.NO)));
        document.numbers().forEach((field, value) -> fields.add(new DoubleField("n." + field, value, Field.Store.NO)));
        GeoPoint location = document.location();
        if (location != null) {
            fields.add(new LatLonPoint(LOCATION, location.lat(), location.lon()));
            fields.add(new LatLonDocValuesField(LOCATION, location.lat(), location.lon()));
        }
        float[] vector = document.vector();
        if (vector != null) {
            checkDimensions(vector, "document '" + document.id() + "'");
            fields.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        }
        return fields;
    }

    void checkDimensions(float[] vector, String what) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException("Index '" + schema.name() + "' holds vectors of " + dimensions
                    + " dimensions; the one of the " + what + " has " + vector.length);
        }
    }

    /** All filters as one query, {@code null} for none. */
    @Nullable
    Query filter(List<Filter> filters) {
        if (filters.isEmpty()) {
            return null;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (Filter filter : filters) {
            schema.check(filter);
            all.add(filter(filter), Occur.FILTER);
        }
        return all.build();
    }

    private static Query filter(Filter filter) {
        return switch (filter) {
            case Filter.Keyword(String field, String value) -> new TermQuery(new Term("k." + field, value));
            case Filter.Range(String field, double min, double max) ->
                DoubleField.newRangeQuery("n." + field, min, max);
            case Filter.Within(GeoPoint centre, double km) ->
                new IndexOrDocValuesQuery(
                        LatLonPoint.newDistanceQuery(LOCATION, centre.lat(), centre.lon(), 1000 * km),
                        LatLonDocValuesField.newSlowDistanceQuery(LOCATION, centre.lat(), centre.lon(), 1000 * km));
        };
    }
}
