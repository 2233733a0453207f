package tino.marketplace.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tino.lifecycle.database.Database;
import tino.marketplace.Slice;

/** The table {@code review}. The mean of the stars reaches the profile with the daily measurement. */
public final class Reviews {
    private static final int BATCH = 1_000;

    private final Database database;

    public Reviews(Database database) {
        this.database = database;
    }

    /** @param stars 1–5 */
    public Review add(UUID professional, UUID author, int stars, String comment, Instant now) {
        return database.sql()
                .sql("""
                        insert into review (professional_id, author, stars, comment, created_at, updated_at)
                        values (?, ?, ?, ?, ?, ?) returning *
                        """)
                .params(
                        professional,
                        author,
                        stars,
                        comment,
                        now.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC))
                .query(Reviews::row)
                .single();
    }

    /** Adds many in one transaction; the table gives the ids. */
    public void addAll(Collection<Review> reviews) {
        database.transactions()
                .executeWithoutResult(_ -> new JdbcTemplate(database.dataSource())
                        .batchUpdate(
                                "insert into review (professional_id, author, stars, comment, created_at, updated_at) values (?, ?, ?, ?, ?, ?)",
                                reviews,
                                BATCH,
                                (statement, review) -> {
                                    statement.setObject(1, review.professionalId());
                                    statement.setObject(2, review.author());
                                    statement.setInt(3, review.stars());
                                    statement.setString(4, review.comment());
                                    statement.setObject(5, review.createdAt().atOffset(ZoneOffset.UTC));
                                    statement.setObject(6, review.updatedAt().atOffset(ZoneOffset.UTC));
                                }));
    }

    /**
     * The newest first.
     *
     * @param professional only about this one, {@code null} for all
     * @param stars only with so many, {@code null} for all
     * @param text occurs in the comment
     */
    public List<Review> list(@Nullable UUID professional, @Nullable Integer stars, @Nullable String text, Slice slice) {
        return database.sql()
                .sql("""
                        select * from review
                        where (cast(:professional as uuid) is null or professional_id = :professional)
                          and (cast(:stars as integer) is null or stars = :stars)
                          and (cast(:text as text) is null or strpos(lower(comment), lower(:text)) > 0)
                        order by created_at desc, id desc offset :offset limit :limit
                        """)
                .param("professional", professional, Types.OTHER)
                .param("stars", stars, Types.INTEGER)
                .param("text", text, Types.VARCHAR)
                .param("offset", slice.offset())
                .param("limit", slice.limit())
                .query(Reviews::row)
                .list();
    }

    public Optional<Review> find(long id) {
        return database.sql()
                .sql("select * from review where id = ?")
                .param(id)
                .query(Reviews::row)
                .optional();
    }

    /** @param stars 1–5 @return whether there was such a review */
    public boolean update(long id, int stars, String comment, Instant now) {
        return database.sql()
                        .sql("update review set stars = ?, comment = ?, updated_at = ? where id = ?")
                        .params(stars, comment, now.atOffset(ZoneOffset.UTC), id)
                        .update()
                == 1;
    }

    /** @return whether there was such a review of that professional */
    public boolean delete(UUID professional, long id) {
        return database.sql()
                        .sql("delete from review where id = ? and professional_id = ?")
                        .params(id, professional)
                        .update()
                == 1;
    }

    private static Review row(ResultSet row, int number) throws SQLException {
        return new Review(
                row.getLong("id"),
                row.getObject("professional_id", UUID.class),
                row.getObject("author", UUID.class),
                row.getInt("stars"),
                row.getString("comment"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
