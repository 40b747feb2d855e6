package dev.stillframe.web;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.read.PageKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Pages whose scripts fetch all that they show; the frame and the badge say when their snapshot was made. */
final class PlainPages implements Pages {
    private final byte[] page;
    private final String title;
    private final List<StoredObject> assets = new ArrayList<>();

    PlainPages(PageSettings settings) {
        List<WebAsset> files = new WebResources(settings)
                .all().stream()
                        .filter(file -> file.path().startsWith("/" + PageKeys.ASSETS))
                        .toList();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach(
                file -> all.writeBytes((file.path() + " " + file.hash() + "\n").getBytes(StandardCharsets.UTF_8)));
        String folder = PageKeys.ASSETS + Checksum.of(all.toByteArray()).substring(7, 19) + "/";
        for (WebAsset file : files) {
            String name = file.path().substring(1 + PageKeys.ASSETS.length());
            assets.add(new StoredObject(folder + name, file.bytes(), false));
        }
        this.title = settings.title();
        this.page = Page.render(settings)
                .replace("./" + PageKeys.ASSETS, "./" + folder)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<StoredObject> assets() {
        return assets;
    }

    @Override
    public List<StoredObject> skeleton() {
        return List.of(new StoredObject(PageKeys.INDEX, page, false));
    }

    @Override
    public List<StoredObject> of(Scope scope, Shown shown) {
        String made = title + ", " + scope + ", " + Instant.ofEpochMilli(shown.generatedAt());
        List<StoredObject> files = new ArrayList<>();
        if (scope.isAll()) {
            files.addAll(skeleton());
        }
        files.add(text(
                scope.keyPrefix() + PageKeys.FRAME,
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + made + "</title><p>" + made
                        + "</p></html>\n"));
        files.add(text(
                scope.keyPrefix() + PageKeys.BADGE,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"20\"><text y=\"15\">" + made
                        + "</text></svg>\n"));
        return files;
    }

    private static StoredObject text(String key, String text) {
        return new StoredObject(key, text.getBytes(StandardCharsets.UTF_8), false);
    }
}
