package tino.marketplace.professional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tino.lifecycle.database.Database;
import tino.marketplace.Slice;
import tino.search.GeoPoint;
import tino.search.outbox.Outbox;
import tino.web.Refusal;

/**
 * The table {@code professional}. Every change of it writes, in the same transaction, the outbox row from which the index
 * is brought up to date: the two cannot disagree for longer than the outbox takes.
 */
public final class Professionals {
    private static final int BATCH = 1_000;

    private final Database database;
    private final Outbox outbox;

    public Professionals(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** @throws DuplicateKeyException if the account has a profile already, or the id is taken */
    public void insert(Professional professional) {
        insertAll(List.of(professional));
    }

    /** Adds many in one transaction, or none of them. */
    public void insertAll(Collection<Professional> professionals) {
        List<Professional> all = List.copyOf(professionals);
        NamedParameterJdbcTemplate sql = new NamedParameterJdbcTemplate(new JdbcTemplate(database.dataSource()));
        database.transactions().executeWithoutResult(_ -> {
            for (int from = 0; from < all.size(); from += BATCH) {
                List<Professional> batch = all.subList(from, Math.min(all.size(), from + BATCH));
                sql.batchUpdate(
                        """
                        insert into professional (id, user_id, title, description, category, price_min, lat, lon, rating,
                            reviews_count, engagement_score, confidence_score, academic_score, kyc_verified, dispute_rate,
                            degree_level, university_rank, orcid_id, lattes_id, maps_rating, linkedin_score, created_at, updated_at)
                        values (:id, :user_id, :title, :description, :category, :price_min, :lat, :lon, :rating,
                            :reviews_count, :engagement_score, :confidence_score, :academic_score, :kyc_verified, :dispute_rate,
                            :degree_level, :university_rank, :orcid_id, :lattes_id, :maps_rating, :linkedin_score, :created_at, :updated_at)
                        """, batch.stream().map(Professionals::parameters).toArray(MapSqlParameterSource[]::new));
                outbox.enqueue(
                        ProfessionalDocuments.SCHEMA.name(),
                        batch.stream().map(one -> one.id().toString()).toList());
            }
        });
    }

    /**
     * Writes what people write of a profile; what is measured stays as it is, so that an edit and the daily measurement
     * cannot undo each other.
     *
     * @return whether there was such a profile
     */
    public boolean update(Professional professional) {
        return changed(professional.id(), """
                update professional set title = :title, description = :description, category = :category, price_min = :price_min,
                    lat = :lat, lon = :lon, academic_score = :academic_score, kyc_verified = :kyc_verified,
                    degree_level = :degree_level, university_rank = :university_rank, orcid_id = :orcid_id,
                    lattes_id = :lattes_id, maps_rating = :maps_rating, linkedin_score = :linkedin_score, updated_at = :updated_at
                where id = :id
                """, parameters(professional));
    }

    /** @return whether there was such a profile; its reviews, messages and disputes go with it */
    public boolean delete(UUID id) {
        return changed(id, "delete from professional where id = :id", new MapSqlParameterSource("id", id));
    }

    /** Recomputes the dispute rate: the share of the professional's disputes that are open, 0 while there are none. */
    public void measureDisputes(UUID id) {
        changed(id, """
                update professional set dispute_rate = coalesce(
                    (select avg(case when resolved then 0.0 else 1.0 end) from dispute where professional_id = :id), 0)
                where id = :id
                """, new MapSqlParameterSource("id", id));
    }

    private boolean changed(UUID id, String statement, MapSqlParameterSource parameters) {
        return database.transactions().execute(_ -> {
            boolean changed = sql().sql(statement).paramSource(parameters).update() == 1;
            if (changed) {
                outbox.enqueue(ProfessionalDocuments.SCHEMA.name(), List.of(id.toString()));
            }
            return changed;
        });
    }

    public Optional<Professional> find(UUID id) {
        return sql().sql("select * from professional where id = ?")
                .param(id)
                .query(Professionals::row)
                .optional();
    }

    /** @throws Refusal (404) if there is no such profile */
    public Professional get(UUID id) {
        return find(id).orElseThrow(() -> Refusal.notFound("professional", id));
    }

    /** The profile of an account. */
    public Optional<Professional> ofUser(UUID user) {
        return sql().sql("select * from professional where user_id = ?")
                .param(user)
                .query(Professionals::row)
                .optional();
    }

    /** The profiles with these ids, and those of accounts with these ids. */
    public List<Professional> ofPerson(UUID[] ids) {
        return sql().sql("select * from professional where id = any(?) or user_id = any(?)")
                .params((Object) ids, ids)
                .query(Professionals::row)
                .list();
    }

    /** Those of the ids that exist, in no particular order. */
    public List<Professional> find(Collection<UUID> ids) {
        return sql().sql("select * from professional where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query(Professionals::row)
                .list();
    }

    public long count() {
        return sql().sql("select count(*) from professional").query(Long.class).single();
    }

    /**
     * What a person looks for in a list of profiles; every part may be absent.
     *
     * @param text occurs in the title or the description, upper or lower case
     */
    public record Selection(
            @Nullable String text,
            @Nullable String category,
            @Nullable Boolean kycVerified) {
        public static final Selection ALL = new Selection(null, null, null);
    }

    /** The most recently changed first. */
    public List<Professional> list(Selection selection, Slice slice) {
        return sql().sql("select * from professional where " + SELECTED
                        + " order by updated_at desc, id offset :offset limit :limit")
                .paramSource(
                        parameters(selection).addValue("offset", slice.offset()).addValue("limit", slice.limit()))
                .query(Professionals::row)
                .list();
    }

    public long count(Selection selection) {
        return sql().sql("select count(*) from professional where " + SELECTED)
                .paramSource(parameters(selection))
                .query(Long.class)
                .single();
    }

    /** Every profile in the order of its id, read page by page: one changed meanwhile appears as it was or as it is. */
    public Stream<Professional> stream() {
        return Stream.iterate(
                        after(new UUID(0, 0)),
                        page -> !page.isEmpty(),
                        page -> after(page.getLast().id()))
                .flatMap(List::stream);
    }

    private List<Professional> after(UUID id) {
        return sql().sql("select * from professional where id > ? order by id limit ?")
                .params(id, BATCH)
                .query(Professionals::row)
                .list();
    }

    private JdbcClient sql() {
        return database.sql();
    }

    private static final String SELECTED = """
            (cast(:text as text) is null or title ilike :text or description ilike :text)
            and (cast(:category as text) is null or category = :category)
            and (cast(:kyc as boolean) is null or kyc_verified = :kyc)
            """;

    private static MapSqlParameterSource parameters(Selection selection) {
        String text = selection.text();
        return new MapSqlParameterSource()
                .addValue(
                        "text",
                        text == null ? null : '%' + text.replaceAll("([\\\\%_])", "\\\\$1") + '%',
                        Types.VARCHAR)
                .addValue("category", selection.category(), Types.VARCHAR)
                .addValue("kyc", selection.kycVerified(), Types.BOOLEAN);
    }

    private static MapSqlParameterSource parameters(Professional one) {
        GeoPoint location = one.location();
        return new MapSqlParameterSource()
                .addValue("id", one.id())
                .addValue("user_id", one.userId())
                .addValue("title", one.title())
                .addValue("description", one.description())
                .addValue("category", one.category())
                .addValue("price_min", one.priceMin())
                .addValue("lat", location == null ? null : location.lat(), Types.DOUBLE)
                .addValue("lon", location == null ? null : location.lon(), Types.DOUBLE)
                .addValue("rating", one.rating())
                .addValue("reviews_count", one.reviewsCount())
                .addValue("engagement_score", one.engagementScore())
                .addValue("confidence_score", one.confidenceScore())
                .addValue("academic_score", one.academicScore())
                .addValue("kyc_verified", one.kycVerified())
                .addValue("dispute_rate", one.disputeRate())
                .addValue("degree_level", one.degreeLevel())
                .addValue("university_rank", one.universityRank(), Types.INTEGER)
                .addValue("orcid_id", one.orcidId())
                .addValue("lattes_id", one.lattesId())
                .addValue("maps_rating", one.mapsRating(), Types.DOUBLE)
                .addValue("linkedin_score", one.linkedinScore(), Types.DOUBLE)
                .addValue("created_at", one.createdAt().atOffset(ZoneOffset.UTC))
                .addValue("updated_at", one.updatedAt().atOffset(ZoneOffset.UTC));
    }

    private static Professional row(ResultSet row, int number) throws SQLException {
        Double lat = row.getObject("lat", Double.class);
        Double lon = row.getObject("lon", Double.class);
        return new Professional(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("title"),
                row.getString("description"),
                row.getString("category"),
                row.getBigDecimal("price_min"),
                lat == null || lon == null ? null : new GeoPoint(lat, lon),
                row.getDouble("rating"),
                row.getInt("reviews_count"),
                row.getDouble("engagement_score"),
                row.getDouble("confidence_score"),
                row.getDouble("academic_score"),
                row.getBoolean("kyc_verified"),
                row.getDouble("dispute_rate"),
                row.getString("degree_level"),
                row.getObject("university_rank", Integer.class),
                row.getString("orcid_id"),
                row.getString("lattes_id"),
                row.getObject("maps_rating", Double.class),
                row.getObject("linkedin_score", Double.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
