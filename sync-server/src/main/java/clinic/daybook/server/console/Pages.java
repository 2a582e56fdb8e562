package clinic.daybook.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pages. What changes by itself is written at most twice a second and language, however
 * many browsers ask.
 */
final class Pages {

    private static final long KEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * The part of the first page that changes by itself.
     *
     * @param clinic the clinic's name, or empty
     * @param mark tells this content from another
     * @param html the content
     * @param writtenAt by {@link System#nanoTime}
     */
    record Live(String clinic, String mark, String html, long writtenAt) {}

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final ConsoleSource source;
    private final Trend trend;
    private final String assets;
    private final Map<Language, Live> kept = new EnumMap<>(Language.class);

    Pages(ConsoleSource source, Trend trend, String assets) {
        this.source = source;
        this.trend = trend;
        this.assets = assets;
    }

    /** The whole first page. */
    String overview(Language language) {
        Live live = live(language);
        return render(
                "console/page.jte",
                Map.of(
                        "texts", Texts.of(language),
                        "assets", assets,
                        "clinic", live.clinic(),
                        "live", wrapped(live)));
    }

    /**
     * The part of the first page that changes by itself; {@code null} when it is still what {@code
     * seen} marks.
     */
    @Nullable String update(Language language, @Nullable String seen) {
        Live live = live(language);
        return live.mark().equals(seen) ? null : wrapped(live);
    }

    /** The page on which the write level is raised. */
    String writeLevel(Language language) {
        Texts texts = Texts.of(language);
        ConsoleSnapshot snapshot = source.snapshot();
        return render(
                "console/writeLevel.jte",
                Map.of(
                        "texts",
                        texts,
                        "assets",
                        assets,
                        "clinic",
                        snapshot.clinicName() == null ? "" : snapshot.clinicName(),
                        "level",
                        WriteLevelText.of(snapshot.writeLevel(), texts)));
    }

    /**
     * The page on which events are sent to Kinesis again.
     *
     * @param refused the position that was refused; {@code null}: none was yet
     */
    String replay(Language language, @Nullable String refused) {
        Texts texts = Texts.of(language);
        ConsoleSnapshot snapshot = source.snapshot();
        return render(
                "console/replay.jte",
                Map.of(
                        "texts",
                        texts,
                        "assets",
                        assets,
                        "clinic",
                        snapshot.clinicName() == null ? "" : snapshot.clinicName(),
                        "stream",
                        snapshot.kinesis().stream(),
                        "head",
                        texts.number(snapshot.head()),
                        "from",
                        refused == null ? "" : refused,
                        "refused",
                        refused != null));
    }

    /** What is shown to those who are not signed in; {@code refused}: their link did not work. */
    String signIn(Language language, boolean refused) {
        return render(
                "console/signIn.jte",
                Map.of("texts", Texts.of(language), "assets", assets, "refused", refused));
    }

    private synchronized Live live(Language language) {
        Live last = kept.get(language);
        long now = System.nanoTime();
        if (last != null && now - last.writtenAt() < KEEP_NANOS) {
            return last;
        }
        Texts texts = Texts.of(language);
        Overview overview = OverviewWriter.write(source.snapshot(), trend, texts);
        String html = render("console/overview.jte", Map.of("texts", texts, "overview", overview));
        String mark = Integer.toHexString(html.hashCode()) + "-" + html.length();
        Live live = new Live(overview.clinic(), mark, html, now);
        kept.put(language, live);
        return live;
    }

    private String wrapped(Live live) {
        return render("console/live.jte", Map.of("mark", live.mark(), "html", live.html()));
    }

    private String render(String template, Map<String, Object> values) {
        StringOutput output = new StringOutput();
        engine.render(template, values, output);
        return output.toString();
    }
}
