package dev.stillframe.testkit;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.read.PageKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pages for tests: each file says in one line all that it was made of, so that whatever changes it can be told from its text. */
public class ShownPages implements Pages {
    /** The pages of a version of the program. */
    public static final Pages PAGES = new ShownPages("1");

    private final String version;

    /**
     * The pages of a version.
     *
     * @param version a text that stands in every file
     */
    public ShownPages(String version) {
        this.version = version;
    }

    @Override
    public List<StoredObject> assets() {
        return List.of(
                object(PageKeys.ASSETS + "0123456789ab/main.js", "// " + version + " " + "x".repeat(2_000)),
                object(PageKeys.ASSETS + "0123456789ab/style.css", "/* " + version + " */"));
    }

    @Override
    public List<StoredObject> skeleton() {
        return List.of(object(PageKeys.INDEX, "<!doctype html>version " + version + ", nothing yet"));
    }

    @Override
    public List<StoredObject> of(Scope scope, Shown shown) {
        String text = "version " + version + ", " + scope + ", " + Checksum.of(shown.json()) + ", generated "
                + shown.generatedAt() + ", expires " + shown.expiresAt() + ", from " + shown.from() + " to "
                + shown.to() + ", last sample " + shown.lastSampleAt();
        return PageKeys.of(scope).stream().map(key -> object(key, text)).toList();
    }

    private static StoredObject object(String key, String text) {
        return new StoredObject(key, text.getBytes(StandardCharsets.UTF_8), false);
    }
}
