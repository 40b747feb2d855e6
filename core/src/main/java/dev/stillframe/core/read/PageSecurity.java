package dev.stillframe.core.read;

import dev.stillframe.core.read.Answer.Header;
import java.util.ArrayList;
import java.util.List;

/** The headers that keep foreign content out of what people see. */
public final class PageSecurity {
    private static final String POLICY = "Content-Security-Policy";
    private static final String OWN_ONLY =
            "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; "
                    + "form-action 'self'";

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

    /** Of the page and its assets, where a server has them in memory. */
    public static List<Header> ofPage() {
        List<Header> headers = new ArrayList<>(PAGE);
        headers.add(1, new Header("X-Content-Type-Options", "nosniff"));
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
