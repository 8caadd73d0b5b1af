package dev.latchkey.platform.http;

import java.util.List;
import java.util.function.Function;

/// Part of a list, and where in it.
public record Page<T>(List<T> data, Pagination pagination) {

    /// @param totalPages at least 1
    /// @param currentPage the last page if one past it was asked for
    public record Pagination(long totalPages, long totalItems, long currentPage, int itemsPerPage) {
        private static Pagination of(ListQuery query, long items) {
            long pages = Math.max(1, (items + query.limit() - 1) / query.limit());
            return new Pagination(pages, items, Math.min(query.page(), pages), query.limit());
        }

        private long offset() {
            return (currentPage - 1) * itemsPerPage;
        }
    }

    /// Reads rows of a list, in its order.
    @FunctionalInterface
    public interface Reader<T> {
        List<T> read(int limit, long offset);
    }

    /// The part that is asked for of a list that has so many rows.
    ///
    /// @param reader is not asked if there are none
    public static <T> Page<T> of(ListQuery query, long items, Reader<T> reader) {
        var pagination = Pagination.of(query, items);
        return new Page<>(
                items == 0 ? List.of() : reader.read(pagination.itemsPerPage(), pagination.offset()), pagination);
    }

    /// The same part, each row shown in another form.
    public <R> Page<R> map(Function<T, R> form) {
        return new Page<>(data.stream().map(form).toList(), pagination);
    }
}
