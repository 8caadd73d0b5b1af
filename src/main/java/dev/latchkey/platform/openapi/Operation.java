package dev.latchkey.platform.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What one route does, takes and answers.
public final class Operation {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FILE = "multipart/form-data";

    private final String topic;
    private final String method;
    private final String path;
    private final String summary;
    private String details = "";
    private final List<Parameter> parameters = new ArrayList<>();
    private Optional<Body> body = Optional.empty();
    private final SortedMap<Integer, List<Answer>> answers = new TreeMap<>();
    private final SortedMap<Integer, SortedSet<String>> refusals = new TreeMap<>();
    private ErrorForm errorForm = ErrorForm.REST;
    private List<Credential> callers = List.of();
    private String unreadable = "invalid_request_body";

    Operation(String topic, String method, String path, String summary) {
        this.topic = topic;
        this.method = method;
        this.path = path;
        this.summary = summary;
    }

    /// @param in `query` or `header`
    record Parameter(String name, String in, String description, Schema schema) {}

    record Body(String type, Schema schema, boolean required) {}

    /// @param type the media type; empty if there is no body
    record Answer(String type, Schema schema) {}

    /// What the body of a refusal looks like.
    enum ErrorForm {
        REST,
        OAUTH
    }

    /// By what somebody may call: one of those that an operation lists is enough.
    ///
    /// @param scheme how it is called among the document's security schemes; empty for nothing at all
    /// @param needs what it has to allow
    public record Credential(String scheme, List<String> needs) {
        public static final Credential NONE = new Credential("", List.of());
    }

    /// More than fits into the summary.
    public Operation details(String text) {
        details = text;
        return this;
    }

    public Operation query(String name, Schema schema, String description) {
        parameters.add(new Parameter(name, "query", description, schema));
        return this;
    }

    public Operation header(String name, Schema schema, String description) {
        parameters.add(new Parameter(name, "header", description, schema));
        return this;
    }

    /// It changes nothing that is no longer as the caller saw it.
    public Operation changesWhatWasSeen() {
        return header(
                        "If-Match",
                        Schema.text(),
                        "The `ETag` of what was seen; refused if it would be shown otherwise by now")
                .refuses(412, "changed_meanwhile");
    }

    /// A page of records.
    public Operation lists(Class<? extends Record> rows) {
        query("pagination[page]", Schema.number(), "Which page, from 1; the last one if there are fewer");
        query("pagination[limit]", Schema.number(), "Rows on a page, 1 to 100; 20 unless given");
        return answers(200, Schema.page(Schema.of(rows)));
    }

    /// By what the list can be sorted.
    public Operation sortedBy(String... columns) {
        query("sort[column]", Schema.text(), "One of " + quoted(columns) + "; anything else is ignored");
        return query("sort[direction]", Schema.text(), "`asc` (unless given) or `desc`");
    }

    /// By what the list can be narrowed down.
    public Operation filteredBy(String... columns) {
        for (var column : columns) {
            query("filters[" + column + "]", Schema.list(Schema.text()), "Rows with one of these values");
        }
        return this;
    }

    /// @param what which columns are looked into
    public Operation searched(String what) {
        return query("search", Schema.text(), "Rows with this text in " + what + ", in any case");
    }

    /// A JSON body that has to be there.
    public Operation takes(Schema schema) {
        body = Optional.of(new Body(JSON, schema, true));
        return this;
    }

    public Operation takes(Schema.Members members) {
        return takes(members.schema());
    }

    /// A JSON body that may be left out.
    public Operation mayTake(Schema.Members members) {
        body = Optional.of(new Body(JSON, members.schema(), false));
        return this;
    }

    /// @param code what a body of JSON is refused with that cannot be read; `invalid_request_body` unless said
    public Operation unreadable(String code) {
        unreadable = code;
        return this;
    }

    public Operation takesForm(Schema.Members members) {
        body = Optional.of(new Body(FORM, members.schema(), true));
        return this;
    }

    /// A file, in the part `file`.
    public Operation takesFile() {
        var members = Schema.object().with("file", Schema.text().with("contentMediaType", "application/octet-stream"));
        body = Optional.of(new Body(FILE, members.schema(), true));
        return this;
    }

    /// An answer without a body.
    public Operation answers(int status) {
        return answer(status, new Answer("", Schema.any()));
    }

    public Operation answers(int status, Class<? extends Record> record) {
        return answers(status, Schema.of(record));
    }

    public Operation answers(int status, Schema schema) {
        return answer(status, new Answer(JSON, schema));
    }

    public Operation answers(int status, Schema.Members members) {
        return answers(status, members.schema());
    }

    /// An answer that is no JSON.
    public Operation answersWith(int status, String mediaType) {
        return answer(status, new Answer(mediaType, Schema.any()));
    }

    private Operation answer(int status, Answer answer) {
        answers.computeIfAbsent(status, _ -> new ArrayList<>()).add(answer);
        return this;
    }

    /// @param codes the stable codes that come with this status
    public Operation refuses(int status, String... codes) {
        refusals.computeIfAbsent(status, _ -> new TreeSet<>()).addAll(List.of(codes));
        return this;
    }

    /// Errors have the form of OAuth (RFC 6749 §5.2).
    public Operation oauthErrors() {
        errorForm = ErrorForm.OAUTH;
        return this;
    }

    /// Said by whoever knows the mounted route.
    public Operation callers(List<Credential> credentials) {
        callers = List.copyOf(credentials);
        return this;
    }

    public String topic() {
        return topic;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public String summary() {
        return summary;
    }

    public String details() {
        return details;
    }

    public List<Credential> callers() {
        return callers;
    }

    /// The codes of refusals, by status.
    public SortedMap<Integer, SortedSet<String>> refusals() {
        return refusals;
    }

    /// What a body of JSON is refused with that cannot be read.
    public String unreadable() {
        return unreadable;
    }

    /// Whether a body of JSON is read.
    public boolean takesJson() {
        return body.filter(taken -> taken.type().equals(JSON)).isPresent();
    }

    /// Whether a form is read.
    public boolean takesForm() {
        return body.filter(taken -> taken.type().equals(FORM)).isPresent();
    }

    /// Whether anything of the address behind `?` is read.
    public boolean readsQuery() {
        return parameters.stream().anyMatch(parameter -> parameter.in().equals("query"));
    }

    List<Parameter> parameters() {
        return parameters;
    }

    Optional<Body> body() {
        return body;
    }

    SortedMap<Integer, List<Answer>> answers() {
        return answers;
    }

    ErrorForm errorForm() {
        return errorForm;
    }

    private static String quoted(String... names) {
        return Arrays.stream(names).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
