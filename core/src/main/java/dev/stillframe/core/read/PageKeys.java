package dev.stillframe.core.read;

import dev.stillframe.core.model.Scope;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of what people see: the page, the frame and the badge of a scope, and the files that pages name. */
public final class PageKeys {
    /** Key of the page. There is one, of all hosts. */
    public static final String INDEX = "index.html";

    /** Key of the frame, which other pages embed; behind the prefix of its scope. */
    public static final String FRAME = "frame.html";

    /** Key of the badge; behind the prefix of its scope. */
    public static final String BADGE = "badge.svg";

    /** What the keys of assets begin with. */
    public static final String ASSETS = "app/";

    private static final Pattern ASSET = Pattern.compile("app/[0-9a-f]{12}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private PageKeys() {}

    /** The keys of a scope: the page (of all hosts only), the frame, the badge. */
    public static List<String> of(Scope scope) {
        String prefix = scope.keyPrefix();
        return scope.isAll() ? List.of(INDEX, FRAME, BADGE) : List.of(prefix + FRAME, prefix + BADGE);
    }

    /** Whether a path leads to a frame or a badge: what other pages show, and ask for again and again though nobody looks. */
    public static boolean isEmbedded(String path) {
        return path.endsWith("/" + FRAME) || path.endsWith("/" + BADGE);
    }

    /** Whether a text is the key of an asset: {@code app/}, 12 hexadecimal digits of what all assets are, a name. */
    public static boolean isAsset(String key) {
        return ASSET.matcher(key).matches();
    }
}
