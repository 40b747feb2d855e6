package dev.stillframe.cli;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.read.MediaTypes;
import dev.stillframe.core.read.PageKeys;
import dev.stillframe.core.read.StandIn;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.http.Assets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people see where the published files can't show it: the page before the first build, and every page under a clock that is not the
 * true one.
 */
final class LivePages implements StandIn {
    private final Edition edition;
    private final @Nullable Pages shifted;
    private final CommittedFiles committed;
    private volatile boolean built;

    /**
     * The pages of a server.
     *
     * @param shifted made for its clock; null where that is the true one, and the published files are served
     */
    LivePages(Edition edition, @Nullable Pages shifted) {
        this.edition = edition;
        this.shifted = shifted;
        this.committed = edition.committedFiles(shifted == null ? edition.pages() : shifted);
    }

    @Override
    public Optional<SnapshotStore.Published> standIn(String key) {
        if (shifted != null) {
            return committed.standIn(key).or(() -> StandIn.among(shifted.skeleton(), key));
        }
        if (!built) {
            built = edition.snapshots().read(PageKeys.INDEX).isPresent() || knows(Scope.ALL);
        }
        return built ? Optional.empty() : StandIn.among(edition.pages().skeleton(), key);
    }

    @Override
    public boolean knows(Scope scope) {
        return committed.knows(scope);
    }

    /**
     * The files that a page of another version of the program names, from memory: where its own are gone, the present ones are better than
     * none. The present folder, and those that are still published, are public files as all others: of two versions nothing is mixed.
     */
    Assets assets() {
        Map<String, Assets.Asset> byName = new HashMap<>();
        Pattern path = Pattern.compile("/app/(?:[0-9a-f]{12}/)?([^/]+)");
        Set<String> own = new HashSet<>();
        for (StoredObject asset : edition.pages().assets()) {
            own.add("/" + asset.key());
            String[] parts = asset.key().split("/", 3);
            String hash = Checksum.of(asset.body()).substring(7, 39);
            byName.put(parts[2], new Assets.Asset(MediaTypes.of(asset.key()), asset.body(), hash));
        }
        return asked -> {
            Matcher matcher = path.matcher(asked);
            return matcher.matches() && !own.contains(asked) && !isPublished(asked.substring(1))
                    ? Optional.ofNullable(byName.get(matcher.group(1)))
                    : Optional.empty();
        };
    }

    private boolean isPublished(String key) {
        try {
            return PageKeys.isAsset(key) && edition.snapshots().read(key).isPresent();
        } catch (StoreException e) {
            return false;
        }
    }
}
