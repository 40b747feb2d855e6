package dev.stillframe.core.read;

/** Requests as tests write them. */
final class Ask {
    private Ask() {}

    static Request get(String path) {
        return of("GET", path, null, null, null);
    }

    static Request gzip(String path) {
        return of("GET", path, null, null, "gzip");
    }

    static Request of(String method, String target, String ifNoneMatch, String ifModifiedSince, String acceptEncoding) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? null : target.substring(mark + 1);
        return new Request(method, path, query, ifNoneMatch, ifModifiedSince, acceptEncoding);
    }
}
