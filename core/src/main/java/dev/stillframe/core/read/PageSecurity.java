package dev.stillframe.core.read;

import dev.stillframe.core.read.Answer.Header;
import java.util.ArrayList;
import java.util.List;

/** The headers that keep foreign content out of what people see. */
public final class PageSecurity {
    private static final String POLICY = "Content-Security-Policy";

    /**
     * The {@code Content-Security-Policy} that pages keep to. It stands in each itself; a server sends it as a header too, and then adds
     * {@code frame-ancestors} where nobody may embed it, which only a header can say.
     */
    public static final String OWN_ONLY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'";

    private static final Header NO_REFERRER = new Header("Referrer-Policy", "no-referrer");

    /** Of a page that nobody may embed, beside those of every file. */
    private static final List<Header> PAGE = List.of(
            new Header(POLICY, OWN_ONLY + "; frame-ancestors 'none'"),
            NO_REFERRER,
            new Header("Cross-Origin-Opener-Policy", "same-origin"));

    /** Of one that is there to be embedded. */
    private static final List<Header> FRAME = List.of(new Header(POLICY, OWN_ONLY), NO_REFERRER);

    private static final List<Header> PICTURE = List.of(new Header(POLICY, "default-src 'none'; style-src 'none'"));

    private PageSecurity() {}

    /** Of the page and its assets, where a server has them in memory: with those that public files have. */
    public static List<Header> ofPage() {
        List<Header> headers = new ArrayList<>(PAGE);
        headers.addAll(PublicFiles.READABLE_BY_ALL);
        return headers;
    }

    /** Of a public file; none but where it is shown to people. */
    static List<Header> of(PublicKey key) {
        return key instanceof PublicKey.Shown shown ? of(shown) : List.of();
    }

    private static List<Header> of(PublicKey.Shown shown) {
        if (shown.isPage()) {
            return PAGE;
        }
        return shown.key().endsWith(PageKeys.BADGE) ? PICTURE : FRAME;
    }
}
