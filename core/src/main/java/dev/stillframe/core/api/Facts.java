package dev.stillframe.core.api;

/**
 * What the log says of a request beside its address, status and duration.
 *
 * @param scope the scope that was asked for, empty where the request concerns none
 * @param cache {@code hit} when the file was in memory, {@code miss} when it was read; empty for what is no file
 * @param ageMillis age of the snapshot that was served, in milliseconds; -1 where none was
 * @param refresh id of the refresh that was started or joined, empty where none was
 * @param token id of the token, empty where there was none or a wrong one
 */
public record Facts(String scope, String cache, long ageMillis, String refresh, String token) {
    /** Nothing to tell. */
    public static final Facts NONE = new Facts("", "", -1, "", "");

    /** The same with a refresh. */
    public Facts withRefresh(String id) {
        return new Facts(scope, cache, ageMillis, id, token);
    }

    /** The same with a token. */
    public Facts withToken(String id) {
        return new Facts(scope, cache, ageMillis, refresh, id);
    }
}
